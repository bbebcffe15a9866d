// The SFTP side of the demo instance: one account, password login, and nothing but the sftp subsystem.
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import ssh2 from 'ssh2';
import type { Faults, SftpOperation } from './faults.ts';
import type { DemoFile } from './file.ts';
import { type Listening, listen } from './listen.ts';
import { resetSocket } from './reset-socket.ts';
import { type Admit, serveSftp } from './sftp-session.ts';

export interface SftpServerOptions {
  host: string;
  port: number;
  username: string;
  password: string;
  /** Private key in OpenSSH's format. */
  hostKey: string;
}

export interface SftpServer extends Listening {
  operations: SftpOperation[];
}

export async function startSftpServer(
  { host, port, username, password, hostKey }: SftpServerOptions,
  files: readonly DemoFile[],
  faults: Faults,
): Promise<SftpServer> {
  const operations: SftpOperation[] = [];
  const stopped = new AbortController();

  function admitFor(socket: Socket): Admit {
    return (wanted, answer, refuse) => {
      const operation: SftpOperation = { at: Date.now(), offset: null, writes: false, ...wanted };
      operations.push(operation);
      const fault = faults.sftp?.(operation) ?? null;
      if (fault === null) return answer();
      switch (fault.kind) {
        case 'refuse':
          return refuse(fault.status);
        case 'hang':
          return;
        case 'reset':
          return resetSocket(socket);
        case 'delay':
          delay(fault.ms, undefined, { signal: stopped.signal }).then(answer, () => {});
      }
    };
  }

  // ssh2 is given sockets of a server of ours, because it does not show its own.
  const ssh = new ssh2.Server({ hostKeys: [hostKey] });
  const sockets = new Map<string, Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    const from = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.set(from, socket);
    socket.once('close', () => sockets.delete(from));
    ssh.injectSocket(socket);
  });
  ssh.on('connection', (client, { ip, port }) => {
    // Clients come and go as they like; that a connection broke is no error of this side.
    client.on('error', () => {});
    const socket = sockets.get(`${ip}:${port}`);
    if (socket === undefined) client.end();
    else serveClient(client, admitFor(socket));
  });

  function serveClient(client: ssh2.Connection, admit: Admit): void {
    client.on('authentication', (context) => {
      if (context.method !== 'password') return context.reject(['password']);
      const isRight = context.username === username && context.password === password;
      const refuse = (): void => context.reject(['password']);
      admit({ name: 'LOGIN', path: context.username }, () => (isRight ? context.accept() : refuse()), refuse);
    });
    client.on('session', (accept) => {
      const session = accept();
      session.on('sftp', (acceptSftp) => serveSftp(acceptSftp(), files, admit));
      session.on('exec', (_accept, reject, { command }) =>
        admit({ name: 'EXEC', path: command, writes: true }, reject, reject),
      );
    });
  }

  const listening = await listen(server, host, port);
  return {
    ...listening,
    operations,
    stop() {
      stopped.abort();
      return listening.stop();
    },
  };
}
