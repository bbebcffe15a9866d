// [email]: who is told. Nothing is read where smtp_host is blank, as in the utility (b63).
import type * as z from 'zod';
import type { Mail } from '#shared/mail.ts';
import { noteQuotes } from './import-notes.ts';
import type { SectionSettings } from './settings-reader.ts';

const IMPLICIT_TLS_PORT = 465;
/** Where a login is given mail is submitted (RFC 6409), else relayed. */
const SUBMISSION_PORT = 587;
const RELAY_PORT = 25;
const ADDRESS = /^(?:[^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/;

export function readMail(section: SectionSettings): z.input<typeof Mail> | null {
  const password = section.secret('smtp_password', 'smtp-password');
  const host = section.text('smtp_host');
  if (host === undefined) return null;
  noteQuotes(section, ['smtp_host', 'smtp_user', 'smtp_password']);

  const username = section.text('smtp_user') ?? null;
  const useSsl = section.flag('use_ssl') ?? false;
  const plainPort = username === null ? RELAY_PORT : SUBMISSION_PORT;
  const port = section.integer('smtp_port', { min: 1, max: 65_535 }) ?? (useSsl ? IMPLICIT_TLS_PORT : plainPort);
  if (username === null && password !== undefined)
    section.note('smtp_password', 'is not used, because smtp_user is blank');

  const successTo = readRecipients(section, 'success_email');
  const alertTo = readRecipients(section, 'alert_email');
  const digestAbove = section.integer('digest_above', { min: 0 });
  return {
    server: {
      host,
      port,
      tls: useSsl || port === IMPLICIT_TLS_PORT ? 'implicit' : 'starttls',
      username,
      password: password ?? null,
      from: readSender(section, username, successTo.length + alertTo.length > 0),
    },
    successTo,
    alertTo,
    digestAbove: digestAbove === 0 ? null : digestAbove,
  };
}

function readSender(section: SectionSettings, username: string | null, isNeeded: boolean): string {
  const from = section.text('from') ?? username ?? '';
  if (isNeeded && !ADDRESS.test(from)) {
    const message = section.text('from') ? 'is no mail address' : 'is missing, and smtp_user is no mail address either';
    section.problem('from', message, 'Write from = wherry@example.com.');
  }
  return from;
}

/** Several are parted by comma or semicolon, but not within quotes: `"Doe, Jane" <jane@example.com>`. */
function readRecipients(section: SectionSettings, key: string): string[] {
  const parts = section.text(key)?.match(/(?:"[^"]*"|[^,;"])+/g) ?? [];
  const addresses = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (!addresses.every((address) => ADDRESS.test(address))) {
    section.problem(key, 'holds something that is no mail address', 'Write a@example.com, b@example.com.');
  }
  return addresses;
}
