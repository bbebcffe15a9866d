// Puts SQLite's write-ahead log on the disk beside the main thread, once for all that was committed meanwhile: a sync
// within each commit holds up every other file of the run for a millisecond or more.
import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { grouped } from './group.ts';

export interface LogSync {
  /** What was committed before the call survives a power cut when it resolves. */
  onDisk(): Promise<void>;
  /** After the last call of `onDisk` has ended. */
  close(): void;
}

export interface LogSyncOptions {
  /** Writes all of the log into the database and syncs that; throws where it cannot. */
  checkpoint: () => void;
  sync?: (descriptor: number) => Promise<void>;
}

/** @param file the database's, which must be in WAL mode */
export function createLogSync(file: string, { checkpoint, sync = promisify(fdatasync) }: LogSyncOptions): LogSync {
  let descriptor: number | null = null;
  // A system tells of bytes that it could not write once, and says that all is well when it is asked again.
  let hasFailed = false;

  async function syncLog(): Promise<void> {
    if (hasFailed) checkpoint();
    hasFailed = true;
    // For writing: Windows flushes no other descriptor.
    descriptor ??= openSync(`${file}-wal`, 'r+');
    await sync(descriptor);
    hasFailed = false;
  }

  return {
    onDisk: grouped(syncLog),
    close() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}
