// The SFTP side of a source: one connection, made at the first use, shared by everything that reads at the same time,
// and made anew at the next use after it broke (b36). Only `move` and `remove` change anything; BettrData's files are
// only ever read (b38).
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import type { SftpSettings } from '#shared/sftp.ts';
import { toWherryError, WherryError } from '../errors.ts';
import { escapeControls } from '../escape-controls.ts';
import { abortable } from './abortable.ts';
import { type Connection, createConnection } from './sftp/connection.ts';
import { type FileRange, readFile } from './sftp/read-file.ts';
import { requestError } from './sftp/sftp-error.ts';
import { connectTrusted } from './sftp/trust.ts';
import type { SourceContext } from './source.ts';

export interface ListedEntry {
  name: string;
  kind: 'file' | 'directory' | 'other';
  sizeBytes: number;
  /** Epoch ms, to the second. */
  modifiedAt: number;
}

export interface SftpSession {
  /**
   * Connects and logs in; cheap when connected. `isNew`: the server was never met before and is trusted from now on.
   * Throws `unreachable` (transient), `login-refused`, `host-key-changed`, `sftp-refused`, `no-common-algorithm` (config).
   */
  connect(signal: AbortSignal): Promise<{ fingerprint: string; isNew: boolean }>;
  /**
   * The bytes from `offset` to the end of the file, wherever that is. Throws as `connect` does, and `not-found`, `access-denied`
   * (permanent), `connection-lost`, `stalled`, `read-failed` (transient); it never ends early without throwing.
   */
  read(path: string, range: FileRange, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** `modifiedAt` in epoch ms, to the second. Throws as `read` does. */
  stat(path: string, signal: AbortSignal): Promise<{ sizeBytes: number; modifiedAt: number }>;
  /** What is in a directory, without `.` and `..`; links are not followed. Throws as `read` does. */
  list(path: string, signal: AbortSignal): Promise<ListedEntry[]>;
  /** Replaces nothing: throws `name-taken` (permanent) where `to` exists, `cannot-move` (config), else as `read` does. */
  move(from: string, to: string, signal: AbortSignal): Promise<void>;
  /** Throws `cannot-move` (config), else as `read` does. */
  remove(path: string, signal: AbortSignal): Promise<void>;
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

  /** One request about a path. */
  async function ask<T>(
    path: string,
    signal: AbortSignal,
    send: (sftp: SFTPWrapper, done: (error: Error | undefined, value: T) => void) => void,
  ): Promise<T> {
    const { request, sftp } = await connected(signal);
    try {
      return await abortable(
        request<T>((done) => send(sftp, done)),
        signal,
      );
    } catch (error) {
      throw requestError(error, path);
    }
  }

  return {
    async connect(signal) {
      const { fingerprint, isNew } = await connected(signal);
      return { fingerprint, isNew };
    },

    async *read(path, range, signal) {
      yield* readFile(await connected(signal), path, range, signal);
    },

    async stat(path, signal) {
      const { size, mtime } = await ask<Stats>(path, signal, (sftp, done) => sftp.stat(path, done));
      if (!Number.isSafeInteger(size) || !Number.isSafeInteger(mtime)) throw untold(path);
      return { sizeBytes: size, modifiedAt: mtime * 1000 };
    },

    async list(path, signal) {
      const entries = await ask<FileEntryWithStats[]>(path, signal, (sftp, done) => sftp.readdir(path, done));
      return entries.filter(({ filename }) => filename !== '.' && filename !== '..').map(entryOf);
    },

    async move(from, to, signal) {
      const isTaken = await ask<Stats>(to, signal, (sftp, done) => sftp.lstat(to, done)).then(
        () => true,
        (thrown: unknown) => {
          if (toWherryError(thrown).code === 'not-found') return false;
          throw thrown;
        },
      );
      if (isTaken) throw new WherryError('name-taken', `${escapeControls(to)} exists already`, { kind: 'permanent' });
      await ask<void>(from, signal, (sftp, done) => sftp.rename(from, to, (error) => done(error ?? undefined))).catch(
        refusedChange(from),
      );
    },

    async remove(path, signal) {
      await ask<void>(path, signal, (sftp, done) => sftp.unlink(path, (error) => done(error ?? undefined))).catch(
        refusedChange(path),
      );
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

function entryOf({ filename, attrs }: FileEntryWithStats): ListedEntry {
  const kind = attrs.isFile() ? 'file' : attrs.isDirectory() ? 'directory' : 'other';
  return { name: filename, kind, sizeBytes: attrs.size, modifiedAt: attrs.mtime * 1000 };
}

/** A right that is missing or a folder that is not there: it would be the same with every file. */
function refusedChange(path: string): (thrown: unknown) => never {
  return (thrown) => {
    const { code, kind, message } = toWherryError(thrown);
    if (kind !== 'permanent' && code !== 'read-failed') throw thrown;
    throw new WherryError('cannot-move', `${escapeControls(path)} could not be moved or deleted: ${message}`, {
      kind: 'config',
      hint: 'Give the SFTP user the right to change its folders, look whether the one for files that are done exists, or let files stay where they are.',
      cause: thrown,
    });
  };
}

function untold(path: string): WherryError {
  return new WherryError('not-told', `the server does not tell size and time of ${escapeControls(path)}`, {
    kind: 'permanent',
    hint: 'Such a server can only be used with files whose size or checksum is known, or with the rule set to accept unverified files.',
  });
}
