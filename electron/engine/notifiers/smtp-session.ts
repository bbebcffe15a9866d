// One connection to a mail server, by nodemailer's SMTP client: connected, upgraded and logged in, then used for several mails.
// Implicit TLS verifies the certificate. STARTTLS is opportunistic (b63) and does not: who could show a false certificate
// could as well hide that TLS is offered, so a check would only stop mail to the many servers with a private certificate.
import type { EventEmitter } from 'node:events';
import { TLSSocket } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPEnvelope } from 'nodemailer';
import type { MailServer } from '#shared/mail.ts';
import { cancelled } from '../errors.ts';

const CONNECT_TIMEOUT_MS = 20_000;
/** Without a word of the server; an unused session ends after it too. */
const SOCKET_TIMEOUT_MS = 60_000;

export type SmtpServer = Pick<MailServer, 'host' | 'port' | 'tls' | 'username'> & { password: string | null };

export interface SmtpSession {
  isOpen(): boolean;
  /** How well it is protected. `unverified`: encrypted, but we don't know by whom. */
  protection: 'verified' | 'unverified' | 'plain';
  /** False where a user name is set but the server offers no login. */
  isLoggedIn: boolean;
  /** Returns the recipients that the server refused; throws where it refused all. */
  send(envelope: SMTPEnvelope, message: Buffer, signal: AbortSignal): Promise<string[]>;
  /** Twice is fine. */
  close(): void;
}

type Done<T> = (error?: Error | null, value?: T) => void;

/** Throws nodemailer's errors (mail-error.ts knows them) and `cancelled`. */
export async function openSmtp(
  { host, port, tls, username, password }: SmtpServer,
  signal: AbortSignal,
): Promise<SmtpSession> {
  const connection = new SMTPConnection({
    host,
    port,
    secure: tls === 'implicit',
    tls: { rejectUnauthorized: tls === 'implicit' },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
  });
  // An error between two mails (an idle time-out) has closed the connection; the next mail opens another.
  connection.on('error', () => {});
  await call<void>(connection, signal, (done) => connection.connect(done));
  const isLoggedIn = username !== null && connection.allowsAuth;
  if (isLoggedIn) {
    const credentials = { user: username, pass: password ?? '' };
    await call(connection, signal, (done) => connection.login({ ...credentials, credentials }, done));
  }
  return {
    isOpen: () => !connection.destroyed,
    protection: protectionOf(connection),
    isLoggedIn: isLoggedIn || username === null,
    async send(envelope, message, signal) {
      const info = await call<{ rejected: string[] }>(connection, signal, (done) =>
        connection.send(envelope, message, done),
      );
      return info?.rejected ?? [];
    },
    close() {
      if (connection.destroyed) return;
      connection.quit();
      connection.close();
    },
  };
}

function protectionOf(connection: SMTPConnection): SmtpSession['protection'] {
  const socket = connection._socket;
  if (!(socket instanceof TLSSocket)) return 'plain';
  return socket.authorized ? 'verified' : 'unverified';
}

/** One exchange as a promise; the connection is closed when it fails in any way. */
async function call<T>(
  connection: SMTPConnection & EventEmitter,
  signal: AbortSignal,
  start: (done: Done<T>) => void,
): Promise<T | undefined> {
  const over = new AbortController();
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      const stop = (): void => reject(cancelled(signal.reason));
      const end = (): void => reject(new Error('Connection closed unexpectedly'));
      connection.once('error', reject).once('end', end);
      signal.addEventListener('abort', stop, { signal: over.signal });
      over.signal.addEventListener('abort', () => connection.off('error', reject).off('end', end));
      if (signal.aborted) stop();
      else start((error, value) => (error ? reject(error) : resolve(value)));
    });
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    over.abort();
  }
}
