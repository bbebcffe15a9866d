// The settings as they are being edited, and what is wrong with them. Pure.
import type { AppSettings } from '#shared/settings.ts';
import type { MailServer } from '#shared/mail.ts';
import { SecretName } from '#shared/secret.ts';

export const MAIL_PASSWORD = SecretName.parse('smtp-password');

export interface SettingsDraft {
  app: AppSettings;
  /** New values; null takes one away; what is left out stays. */
  secrets: Record<string, string | null>;
}

export const NEW_MAIL_SERVER: MailServer = {
  host: '',
  port: 587,
  tls: 'starttls',
  username: null,
  password: null,
  from: '',
};

/** By the field that it stands at. */
export type Problems = Partial<Record<'host' | 'port' | 'from' | 'keepDays' | 'serverPort' | 'feedUrl', string>>;

const ADDRESS = /^(?:[^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/;

export function problemsOf({ mailServer, keepDays, server, updates }: AppSettings): Problems {
  const problems: Problems = {};
  if (mailServer !== null) {
    if (mailServer.host.trim() === '') problems.host = 'Enter the name of the mail server, smtp.example.com.';
    if (!isPort(mailServer.port)) problems.port = 'Enter a port from 1 to 65,535; 587 and 465 are usual.';
    if (!ADDRESS.test(mailServer.from)) problems.from = 'Enter a mail address: wherry@example.com.';
  }
  if (!Number.isInteger(keepDays) || keepDays < 1 || keepDays > 3_650) {
    problems.keepDays = 'Enter a number of days from 1 to 3,650.';
  }
  if (!isPort(server.port) && server.port !== 0) problems.serverPort = 'Enter a port from 1 to 65,535, or 0 for any.';
  if (updates.feedUrl !== null && !isSecureUrl(updates.feedUrl)) {
    problems.feedUrl = 'Enter an address that begins with https://.';
  }
  return problems;
}

/** With the password under its name where a user logs in, and none where nobody does. */
export function withLogin(server: MailServer): MailServer {
  return { ...server, password: server.username === null ? null : MAIL_PASSWORD };
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function isSecureUrl(text: string): boolean {
  return URL.parse(text)?.protocol === 'https:';
}
