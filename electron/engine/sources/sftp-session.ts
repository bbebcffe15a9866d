// The SFTP side of a source: one connection, made at the first use, shared by everything that reads at the same time,
// and made anew at the next use after it broke (b36). It only ever reads (b38).
import type { Stats } from 'ssh2';
import type { SftpSettings } from '#shared/source.ts';
import { WherryError } from '../errors.ts';
import { escapeControls } from '../escape-controls.ts';
import { abortable } from './abortable.ts';
import { type Connection, createConnection } from './sftp/connection.ts';
import { readFile } from './sftp/read-file.ts';
import { requestError } from './sftp/sftp-error.ts';
import { connectTrusted } from './sftp/trust.ts';
import type { SourceContext } from './source.ts';

export interface SftpSession {
  /**
   * Connects and logs in; cheap when connected. `isNew`: the server was never met before and is trusted from now on.
   * Throws `unreachable` (transient), `login-refused`, `host-key-changed`, `sftp-refused`, `no-common-algorithm` (config).
   */
  connect(signal: AbortSignal): Promise<{ fingerprint: string; isNew: boolean }>;
  /**
   * The bytes from `offset` to the end of the file. Throws as `connect` does, and `not-found`, `access-denied`
   * (permanent), `connection-lost`, `stalled`, `read-failed` (transient); it never ends early without throwing.
   */
  read(path: string, offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** `modifiedAt` in epoch ms, to the second. Throws as `read` does. */
  stat(path: string, signal: AbortSignal): Promise<{ sizeBytes: number; modifiedAt: number }>;
  /** Ends the connection, also one that is being made. Twice is fine; a later use connects again. */
  close(): Promise<void>;
}

export function createSftpSession(
  settings: SftpSettings,
  deps: Pick<SourceContext, 'log' | 'secret' | 'hostKeys'>,
): SftpSession {
  let connection: Connection | null = null;
  let opening: Promise<Connection> | null = null;
  let closing = new AbortController();

  /** One attempt for all who need it; who gives up leaves it to the others. */
  async function connected(signal: AbortSignal): Promise<Connection> {
    if (connection !== null && !connection.isLost()) return connection;
    opening ??= open(closing.signal).finally(() => (opening = null));
    return abortable(opening, signal);
  }

  async function open(signal: AbortSignal): Promise<Connection> {
    const password = settings.password === null ? null : deps.secret(settings.password);
    const handshake = await connectTrusted({ settings, password, signal }, deps);
    connection = createConnection(handshake, settings);
    deps.log.debug(`connected to ${settings.host}:${settings.port} as ${settings.username}`);
    return connection;
  }

  return {
    async connect(signal) {
      const { fingerprint, isNew } = await connected(signal);
      return { fingerprint, isNew };
    },

    async *read(path, offset, signal) {
      yield* readFile(await connected(signal), path, offset, signal);
    },

    async stat(path, signal) {
      const { request, sftp } = await connected(signal);
      try {
        const { size, mtime } = await abortable(
          request<Stats>((done) => sftp.stat(path, done)),
          signal,
        );
        if (!Number.isSafeInteger(size) || !Number.isSafeInteger(mtime)) throw untold(path);
        return { sizeBytes: size, modifiedAt: mtime * 1000 };
      } catch (error) {
        throw requestError(error, path);
      }
    },

    async close() {
      closing.abort();
      closing = new AbortController();
      await opening?.catch(() => 'whoever waits for it is told');
      await connection?.end();
      connection = null;
    },
  };
}

function untold(path: string): WherryError {
  return new WherryError('not-told', `the server does not tell size and time of ${escapeControls(path)}`, {
    kind: 'permanent',
    hint: 'Such a server can only be used with files whose size or checksum is known, or with the rule set to accept unverified files.',
  });
}
