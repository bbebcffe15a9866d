// Writes a part from its front to its end and puts it on the disk while more arrives: a sync that is left to the end
// waits there for all that the system has kept in memory, for seconds with a file of 1 GiB.
import type fs from 'node:fs/promises';
import { toWherryError, type WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';

export interface PartWriterOptions {
  partPath: string;
  /** Where it goes on: what is before is on the disk. */
  sizeBytes: number;
  /** How much may be written before a sync of it begins; one at a time, beside the writing. */
  syncEveryBytes: number;
  /** So many bytes from the front would survive a power cut. */
  onDurable(bytes: number): void;
}

export interface PartWriter {
  /** One after another. Throws `disk-full`, `not-writable`, also of a sync that failed since the last call. */
  write(chunk: Uint8Array): Promise<void>;
  /** All that was written is on the disk when it returns. Throws as `write` does. */
  flush(): Promise<void>;
}

export function createPartWriter(
  handle: fs.FileHandle,
  { partPath, sizeBytes: before, syncEveryBytes, onDurable }: PartWriterOptions,
): PartWriter {
  let sizeBytes = before;
  let syncBegunAt = before;
  let syncing: Promise<void> | null = null;
  // A system tells of bytes that it could not write once, and says that all is well when it is asked again.
  let failure: WherryError | null = null;

  async function sync(): Promise<void> {
    const durableBytes = sizeBytes;
    await onDisk(handle.sync());
    onDurable(durableBytes);
  }

  function onDisk(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      throw fileSystemError(partPath, error);
    });
  }

  return {
    async write(chunk) {
      if (failure !== null) throw failure;
      await onDisk(writeAt(handle, chunk, sizeBytes));
      sizeBytes += chunk.length;
      if (syncing !== null || sizeBytes - syncBegunAt < syncEveryBytes) return;
      syncBegunAt = sizeBytes;
      syncing = sync()
        .catch((error: unknown) => void (failure = toWherryError(error)))
        .finally(() => (syncing = null));
    },

    async flush() {
      await syncing;
      if (failure !== null) throw failure;
      await sync();
    },
  };
}

/** All of it, wherever reading has left the handle. */
async function writeAt(handle: fs.FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    done += (await handle.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
  }
}
