// One stream into one part file: written, hashed and counted in the same pass, on disk when it returns.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock.ts';
import { fileSystemError } from './file-system-error.ts';
import { cancelled, WherryError } from './errors.ts';
import type { FileHandle, Source } from './sources/source.ts';
import type { Received } from './verify.ts';

/** Left free on the disk whatever happens, so that logs and the store can still be written (b39). */
const RESERVE_BYTES = 50 * 1024 * 1024;
/** At most so many progress reports a second. */
const PROGRESS_MS = 250;

export interface DownloadOptions {
  source: Pick<Source, 'open'>;
  file: FileHandle;
  /** Below the target directory; its folder is created, an older part is overwritten. */
  partPath: string;
  clock: Clock;
  signal: AbortSignal;
  onProgress(receivedBytes: number): void;
}

/**
 * What arrived is not yet compared with what was promised; that is verify.ts.
 * @throws what the source throws, `disk-full` (transient), `not-writable` (config), `size-mismatch` as soon as a file
 * is longer than promised. The part file stays; the caller removes or overwrites it.
 */
export async function download(options: DownloadOptions): Promise<Received> {
  const { source, file, partPath, clock, signal, onProgress } = options;
  const hash = createHash('md5');
  let sizeBytes = 0;
  let toldAt = clock.now();
  const part = await openPart(partPath, file);
  try {
    for await (const chunk of source.open(file, 0, signal)) {
      if (signal.aborted) throw cancelled(signal.reason);
      sizeBytes += chunk.length;
      if (file.sizeBytes !== null && sizeBytes > file.sizeBytes) throw tooLong(file);
      hash.update(chunk);
      await part.writeFile(chunk).catch((error: unknown) => {
        throw fileSystemError(partPath, error);
      });
      if (clock.now() - toldAt < PROGRESS_MS) continue;
      toldAt = clock.now();
      onProgress(sizeBytes);
    }
    await part.sync().catch((error: unknown) => {
      throw fileSystemError(partPath, error);
    });
  } finally {
    await part.close();
  }
  onProgress(sizeBytes);
  return { sizeBytes, md5: hash.digest('hex') };
}

async function openPart(partPath: string, { sizeBytes }: FileHandle): Promise<fs.FileHandle> {
  const directory = path.dirname(partPath);
  try {
    await fs.mkdir(directory, { recursive: true });
    const { bavail, bsize } = await fs.statfs(directory);
    const [free, needed] = [bavail * bsize, (sizeBytes ?? 0) + RESERVE_BYTES];
    if (free < needed) throw diskFull(directory, free, needed);
    return await fs.open(partPath, 'w');
  } catch (error) {
    throw fileSystemError(partPath, error);
  }
}

function diskFull(directory: string, free: number, needed: number): WherryError {
  const message = `${directory}: ${free.toLocaleString('en')} bytes are free, ${needed.toLocaleString('en')} are needed`;
  return new WherryError('disk-full', message, { kind: 'transient', hint: 'Free some space; Wherry goes on by itself.' });
}

function tooLong({ sizeBytes }: FileHandle): WherryError {
  const message = `more than the ${sizeBytes!.toLocaleString('en')} bytes that the source told; the file grows or is another`;
  return new WherryError('size-mismatch', message, { kind: 'transient' });
}
