// A real SMTP server on loopback that collects what it is given, and can misbehave: more than test/servers/smtp.ts needs.
import { once } from 'node:events';
import type { Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import type { Certificate } from '#test/servers/certificate.ts';

export interface ReceivedMail {
  from: string;
  to: string[];
  raw: string;
  isEncrypted: boolean;
  user: string | null;
  /** Mails of one connection have the same. */
  connection: string;
}

export interface Smtp {
  port: number;
  mails: ReceivedMail[];
  /** Closes the connections that are open now, as servers do with idle ones. */
  dropConnections(): void;
  stop(): Promise<void>;
}

export interface SmtpOptions {
  tls: 'implicit' | 'starttls' | 'none';
  /** Asks for this login; without it, it offers none. */
  login?: { username: string; password: string };
  /** Wanted where there is TLS. */
  certificate?: Certificate;
  refusedRecipients?: string[];
  /** Hangs up when a connection begins its second mail, as a server does whose idle time is over at that moment. */
  hangsUpOnReuse?: boolean;
  /** Repeats what the client sent as password when it refuses. */
  echoesPassword?: boolean;
}

export async function startSmtp({
  tls,
  login,
  certificate,
  refusedRecipients,
  hangsUpOnReuse,
  echoesPassword,
}: SmtpOptions): Promise<Smtp> {
  const mails: ReceivedMail[] = [];
  const options: SMTPServerOptions = {
    ...certificate,
    secure: tls === 'implicit',
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(login === undefined ? ['AUTH'] : [])],
    authOptional: login === undefined,
    allowInsecureAuth: tls === 'none',
    disableReverseLookup: true,
    onAuth({ username, password }, _session, callback) {
      if (username === login?.username && password === login?.password) return callback(null, { user: username });
      const words = echoesPassword
        ? `no ${password} ${Buffer.from(password ?? '').toString('base64')}`
        : 'no such login';
      return callback(Object.assign(new Error(words), { responseCode: 535 }));
    },
    onMailFrom(_address, { id }, callback) {
      if (hangsUpOnReuse && mails.some(({ connection }) => connection === id)) dropConnections();
      else callback();
    },
    onRcptTo({ address }, _session, callback) {
      const isRefused = refusedRecipients?.includes(address);
      callback(isRefused ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
    },
    onData(stream, { id, envelope, secure, user }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          isEncrypted: secure,
          user: user ?? null,
          connection: id,
        });
        callback();
      });
    },
  };
  const server = new SMTPServer(options);
  function dropConnections(): void {
    for (const connection of server.connections) connection._socket.destroy();
  }
  server.on('error', () => {}); // a client that refuses our certificate is an error here, and the point of a test
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: portOf(listener),
    mails,
    dropConnections,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
