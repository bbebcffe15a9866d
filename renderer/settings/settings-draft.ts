// The settings as they are being edited, what was changed, and what is wrong with them. Pure.
import type { AppSettings } from '#shared/settings.ts';
import type { MailServer } from '#shared/mail.ts';
import { SecretName } from '#shared/secret.ts';

export const MAIL_PASSWORD = SecretName.parse('smtp-password');

/** A number of `app` is NaN while its field is empty. */
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

/** Where each problem stands: the id of its field, in the order of the page. */
export const FIELD_IDS = {
  host: 'mail-host',
  port: 'mail-port',
  from: 'mail-from',
  keepDays: 'keep-days',
  serverPort: 'server-port',
  feedUrl: 'feed-url',
} as const;

export type Field = keyof typeof FIELD_IDS;
export type Problems = Partial<Record<Field, string>>;

const FIELDS: readonly Field[] = ['host', 'port', 'from', 'keepDays', 'serverPort', 'feedUrl'];
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

export function firstProblem(problems: Problems): Field | undefined {
  return FIELDS.find((field) => problems[field] !== undefined);
}

/** A mail can be sent by it. */
export function isMailSound(app: AppSettings): boolean {
  const { host, port, from } = problemsOf(app);
  return app.mailServer !== null && [host, port, from].every((problem) => problem === undefined);
}

/** Those at fields that a person has left: nobody is told of errors while typing. */
export function problemsAt(problems: Problems, leftIds: ReadonlySet<string>): Problems {
  return Object.fromEntries(
    FIELDS.filter((field) => leftIds.has(FIELD_IDS[field])).map((field) => [field, problems[field]]),
  );
}

/** What saving would change, in the words of the page and in its order. */
export function changesOf(kept: AppSettings, { app, secrets }: SettingsDraft): string[] {
  const titles: Readonly<Record<keyof AppSettings, string>> = {
    mailServer: 'Mail',
    startsAtLogin: 'Start at login',
    keepDays: 'Keep history',
    logLevel: 'Log level',
    server: 'Local server',
    updates: 'Updates',
  };
  const changed = new Set<string>();
  for (const [key, title] of Object.entries(titles)) {
    if (JSON.stringify(valueOf(kept, key)) !== JSON.stringify(valueOf(app, key))) changed.add(title);
  }
  if (Object.keys(secrets).length > 0) changed.add('Mail password');
  return [...changed];
}

function valueOf(settings: AppSettings, key: string): unknown {
  return new Map<string, unknown>(Object.entries(settings)).get(key);
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
