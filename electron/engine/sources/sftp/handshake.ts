// From nothing to an open SFTP channel: TCP, key exchange, host key, login, subsystem, all within one deadline.
import { connect, type Socket } from 'node:net';
import type { CipherAlgorithm, ServerHostKeyAlgorithm, SFTPWrapper } from 'ssh2';
import type SftpClient from 'ssh2-sftp-client';
import type { SftpSettings } from '#shared/sftp.ts';
import { cancelled, WherryError } from '../../errors.ts';
import { useKeyObjects } from './key-objects.ts';
import { createLogIn, loginRefused } from './log-in.ts';
import { connectError, statusOf } from './sftp-error.ts';

/** For the whole of it. */
const CONNECT_TIMEOUT_MS = 20_000;
/**
 * TCP's own keepalive tells a dead peer and keeps routers from forgetting us. SSH's would not do: its answers queue
 * behind megabytes of file, so that it takes a slow line for a dead one.
 */
const KEEPALIVE_MS = 15_000;
/** The fastest in Node first; chacha20 is last because ssh2 computes it in JavaScript. */
const CIPHERS: CipherAlgorithm[] = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
  'chacha20-poly1305@openssh.com',
];

export interface HandshakeOptions {
  settings: SftpSettings;
  password: string | null;
  /** In the order in which the server's key is asked for. */
  hostKeys: readonly ServerHostKeyAlgorithm[];
  /** Asked before the login; false ends the handshake. Asked again when the keys are exchanged anew. */
  accepts: (key: Buffer) => boolean;
  signal: AbortSignal;
}

export interface Handshake {
  socket: Socket;
  client: SftpClient;
  sftp: SFTPWrapper;
}

export async function shakeHands(options: HandshakeOptions): Promise<Handshake> {
  const { host, port, username } = options.settings;
  const server = `${host}:${port}`;
  // Loaded with the first connection: runs that find nothing make none.
  const { default: Client } = await import('ssh2-sftp-client');
  // ssh2-sftp-client writes events without a listener to the console unless it is given its own.
  const client = new Client('wherry', { error: ignore, end: ignore, close: ignore });
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS });
  const failed = Promise.withResolvers<never>();
  const logIn = createLogIn({ username, password: options.password, server }, failed.reject);

  const onError = (error: Error): void => failed.reject(endedLogIn(error) ?? error);
  const onAbort = (): void => failed.reject(cancelled(options.signal.reason));
  const deadline = setTimeout(() => failed.reject(timedOut(server)), CONNECT_TIMEOUT_MS);

  /** Some servers hang up instead of refusing the password. A network that breaks at this moment is another matter. */
  function endedLogIn(error: Error): WherryError | null {
    if (!logIn.isSent() || statusOf(error) === null) return null;
    const hint = 'Correct the SFTP user name or password of the rule.';
    return loginRefused(server, username, 'the server hung up at the password', hint);
  }

  client.on('error', onError);
  client.on('handshake', () => useKeyObjects(client));
  client.on('change password', () => {
    const hint = 'Log in once with another SFTP program, choose a new password, and set it in the rule.';
    failed.reject(loginRefused(server, username, 'the server wants the password to be changed', hint));
  });
  options.signal.addEventListener('abort', onAbort);
  try {
    if (options.signal.aborted) onAbort();
    const connecting = client.connect({
      sock: socket,
      username,
      readyTimeout: 0,
      hostVerifier: options.accepts,
      algorithms: { serverHostKey: [...options.hostKeys], cipher: CIPHERS },
      authHandler: (methods, isPartial) => logIn.next(methods, isPartial),
    });
    const sftp = await Promise.race([failed.promise, connecting]);
    return { socket, client, sftp };
  } catch (error) {
    socket.destroy();
    throw connectError(error, server);
  } finally {
    clearTimeout(deadline);
    options.signal.removeEventListener('abort', onAbort);
    client.removeListener('error', onError);
  }
}

function timedOut(server: string): WherryError {
  return new WherryError('unreachable', `${server}: no SFTP login within ${CONNECT_TIMEOUT_MS / 1000} s`, {
    kind: 'transient',
    hint: 'Look whether the host and port of the SFTP server are right, and whether a firewall stands in between.',
  });
}

function ignore(): void {}
