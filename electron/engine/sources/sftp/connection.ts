// One SFTP connection from the login to its end. It knows when it is of no more use: closed by the server, broken, or
// silent while an answer is due; then everything that waits for it is told, so that nothing hangs or ends half-done.
import type { SFTPWrapper } from 'ssh2';
import type { SftpSettings } from '#shared/sftp.ts';
import { WherryError } from '../../errors.ts';
import { foreignText, statusOf } from './sftp-error.ts';
import type { TrustedHandshake } from './trust.ts';

/** Less than this is not progress: what keepalives of the server bring while a file stands still. */
const PROGRESS_BYTES = 1_024;
/** How long the server has for a decent end. */
const END_TIMEOUT_MS = 2_000;

type Done<T> = (error: Error | undefined, value: T) => void;

export interface Connection {
  sftp: SFTPWrapper;
  fingerprint: string;
  isNew: boolean;
  isLost(): boolean;
  /** Sends one request and gives its answer; rejects with the server's status, or with why the connection is lost. */
  request: <T>(send: (done: Done<T>) => void) => Promise<T>;
  /** Twice is fine. */
  end(): Promise<void>;
}

export function createConnection(
  { socket, client, sftp, fingerprint, isNew }: TrustedHandshake,
  { host, port, idleTimeoutMs }: SftpSettings,
): Connection {
  const server = `${host}:${port}`;
  const waiting = new Set<(reason: WherryError) => void>();
  let lost: WherryError | null = null;
  let silence: NodeJS.Timeout | null = null;
  let bytesSinceProgress = 0;

  function lose(reason: WherryError): void {
    lost ??= reason;
    for (const reject of waiting) reject(lost);
    waiting.clear();
    stopWatching();
    socket.destroy();
  }

  function loseBy(error: Error): void {
    lose(connectionLost(server, foreignText(error), error));
  }

  function hungUp(): void {
    lose(connectionLost(server, 'the server closed it'));
  }

  function noteProgress(): void {
    bytesSinceProgress = 0;
    silence?.refresh();
  }

  /** ssh2 writes a packet in several pieces; those of one turn leave together. */
  function cork(): void {
    socket.cork();
    process.nextTick(() => socket.uncork());
  }

  function startWatching(): void {
    bytesSinceProgress = 0;
    silence ??= setTimeout(() => lose(stalled(server, idleTimeoutMs)), idleTimeoutMs);
  }

  function stopWatching(): void {
    if (silence !== null) clearTimeout(silence);
    silence = null;
  }

  socket.on('data', (bytes: Buffer) => {
    bytesSinceProgress += bytes.length;
    if (bytesSinceProgress >= PROGRESS_BYTES) noteProgress();
  });
  client.on('error', loseBy);
  client.on('end', hungUp);
  client.on('close', hungUp);
  sftp.on('error', loseBy);
  sftp.on('end', hungUp);
  sftp.on('close', hungUp);

  return {
    sftp,
    fingerprint,
    isNew,
    isLost: () => lost !== null,

    request<T>(send: (done: Done<T>) => void) {
      return new Promise<T>((resolve, reject) => {
        if (lost !== null) return reject(lost);
        if (waiting.size === 0) startWatching();
        waiting.add(reject);
        cork();
        send((error, value) => {
          // ssh2 answers by itself, without a status, when the channel has ended.
          if (error !== undefined && statusOf(error) === null) return loseBy(error);
          if (!waiting.delete(reject)) return;
          noteProgress();
          if (waiting.size === 0) stopWatching();
          if (error === undefined) resolve(value);
          else reject(error);
        });
      });
    },

    async end() {
      if (lost !== null) return;
      lost = connectionLost(server, 'we closed it');
      const forced = setTimeout(() => socket.destroy(), END_TIMEOUT_MS);
      await client.end().catch(() => 'it broke at the same moment');
      clearTimeout(forced);
      lose(lost);
    },
  };
}

function connectionLost(server: string, why: string, cause?: Error): WherryError {
  return new WherryError('connection-lost', `the SFTP connection to ${server} was lost: ${why}`, {
    kind: 'transient',
    cause,
  });
}

function stalled(server: string, idleTimeoutMs: number): WherryError {
  return new WherryError('stalled', `nothing arrived from ${server} for ${idleTimeoutMs / 1000} s`, {
    kind: 'transient',
    hint: 'If the server is just slow, raise the idle timeout of the rule.',
  });
}
