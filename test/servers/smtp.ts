// A real mail server (smtp-server) that keeps what it is sent in memory.
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { createCertificate } from './certificate.ts';

export interface SmtpOptions {
  /** `implicit`: TLS from the first byte; `starttls`: offered; `none`: neither. */
  tls: 'none' | 'starttls' | 'implicit';
  /** Login that is required, offered only inside TLS where there is any; null: none. */
  login?: { username: string; password: string } | null;
}

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as they came. */
  raw: string;
  /** Who logged in; null: nobody. */
  username: string | null;
  secure: boolean;
}

export interface Smtp {
  host: string;
  port: number;
  /** PEM to trust; null without TLS. */
  ca: string | null;
  mails: ReceivedMail[];
  stop(): Promise<void>;
}

export async function startSmtp({ tls, login = null }: SmtpOptions): Promise<Smtp> {
  const mails: ReceivedMail[] = [];
  const certificate = tls === 'none' ? null : createCertificate();
  const server = new SMTPServer({
    ...certificate,
    secure: tls === 'implicit',
    hideSTARTTLS: tls !== 'starttls',
    authOptional: login === null,
    disabledCommands: login === null ? ['AUTH'] : [],
    allowInsecureAuth: tls === 'none',
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth({ username, password }, _session, answer) {
      if (username === login?.username && password === login?.password) answer(null, { user: username });
      else answer(new Error('Invalid username or password'));
    },
    onData(stream, { envelope, user, secure }, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          username: typeof user === 'string' ? user : null,
          secure,
        });
        answer();
      });
    },
  });
  // A client that breaks off, or does not trust the certificate, is no error of this side.
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    host: '127.0.0.1',
    port: address.port,
    ca: certificate?.cert ?? null,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
