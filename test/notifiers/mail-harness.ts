// What the mail tests share: servers and notifiers that are closed after each test, and sample notifications.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { afterEach } from 'vitest';
import { createMailNotifier, type MailSettings } from '#engine/notifiers/mail.ts';
import type { Notification } from '#engine/notifiers/notifier.ts';
import type { Log } from '#engine/log.ts';

import { SecretName } from '#shared/secret.ts';
import { createCertificate } from '#test/servers/certificate.ts';
import { portOf, startSmtp } from './smtp-server.ts';
import type { Smtp, SmtpOptions } from './smtp-server.ts';

export const LOGIN = { username: 'wherry', password: 'p;w#d % =x' };
/** Of no known authority. */
export const CERTIFICATE = createCertificate();
export const never: AbortSignal = new AbortController().signal;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

export async function server(options: SmtpOptions): Promise<Smtp> {
  const smtp = await startSmtp(options.tls === 'none' ? options : { ...options, certificate: CERTIFICATE });
  closers.unshift(() => smtp.stop());
  return smtp;
}

/** A server that is not SMTP: what it does with a connection is the test's. */
export async function plainServer(onSocket: (socket: Socket) => void): Promise<{ port: number; listener: Server }> {
  const listener = createServer(onSocket).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  closers.push(async () => listener.close());
  return { port: portOf(listener), listener };
}

/** A notifier with the warnings that it logs. It replaces `s3cret` in texts, as the redaction of the product would. */
export function notifier(port: number, settings: Partial<MailSettings> = {}, password: string | null = null) {
  const warnings: string[] = [];
  const log: Log = {
    debug() {},
    info() {},
    warn: (message) => void warnings.push(message),
    error() {},
    about: () => log,
  };
  const mail = createMailNotifier(
    {
      host: '127.0.0.1',
      port,
      tls: 'starttls',
      username: null,
      password: null,
      from: 'wherry@example.com',
      successTo: ['ok@example.com'],
      alertTo: ['alarm@example.com'],
      ...settings,
    },
    { password, log, redact: (text) => text.replaceAll('s3cret', '[redacted]') },
  );
  closers.unshift(() => mail.close());
  return { ...mail, warnings };
}

export function withLogin(tls: MailSettings['tls'] = 'starttls'): Partial<MailSettings> {
  return { tls, username: LOGIN.username, password: SecretName.parse('smtp-password') };
}

export function failure(entry: Partial<Notification['entries'][number]> = {}): Notification {
  return {
    kind: 'alert',
    rule: 'orders',
    title: 'report.csv failed',
    entries: [{ file: 'report.csv', externalId: '5ebe', step: 'command_1', detail: 'exit code 3: no space', ...entry }],
  };
}

export const success: Notification = {
  ...failure({ step: null, detail: 'done' }),
  kind: 'success',
  title: 'report.csv succeeded',
};
