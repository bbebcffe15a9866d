// One file from its source into a part file, hashed on the way. Whether it is the right one is verify.ts's question.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock.ts';
import { cancelled, WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import { needSpace } from './free-space.ts';
import type { FileHandle, Source } from './sources/source.ts';
import type { Received } from './verify.ts';

const PROGRESS_EVERY_MS = 250;

export interface DownloadOptions {
  source: Pick<Source, 'open'>;
  file: FileHandle;
  /** Its folder is made; an older part in its place is removed. */
  partPath: string;
  clock: Clock;
  signal: AbortSignal;
  /** At most a few times a second, and once at the end. */
  onProgress: (receivedBytes: number) => void;
  /** Left free on the disk, also when others fill it meanwhile or the size is not known before (b39). */
  reserveBytes: number;
}

/**
 * The part is on the disk, not only in the system's cache, when this returns. After an error it may be there in part.
 * Throws what the source throws, `size-mismatch` as soon as there is too much, `disk-full` (transient) and
 * `not-writable` (config).
 */
export async function download(options: DownloadOptions): Promise<Received> {
  const { partPath } = options;
  const part = await openPart(options);
  try {
    const received = await receive(part, options);
    await onDisk(partPath, part.sync());
    return received;
  } finally {
    await part.close();
  }
}

async function openPart({ partPath, file, reserveBytes }: DownloadOptions): Promise<fs.FileHandle> {
  const directory = path.dirname(partPath);
  try {
    await fs.mkdir(directory, { recursive: true });
    // Removed, not truncated: after a crash in the middle of publish() the final name is the same file as the part.
    await fs.rm(partPath, { force: true });
    await needSpace(directory, file.sizeBytes ?? 0, reserveBytes);
    return await fs.open(partPath, 'wx');
  } catch (error) {
    throw fileSystemError(partPath, error);
  }
}

async function receive(
  part: fs.FileHandle,
  { source, file, partPath, clock, signal, onProgress, reserveBytes }: DownloadOptions,
): Promise<Received> {
  const hash = createHash('md5');
  let sizeBytes = 0;
  let toldAt = clock.now();
  try {
    for await (const chunk of source.open(file, 0, signal)) {
      if (signal.aborted) throw cancelled(signal.reason);
      sizeBytes += chunk.length;
      if (file.sizeBytes !== null && sizeBytes > file.sizeBytes) throw tooMuch(file.sizeBytes);
      const written = onDisk(partPath, part.writeFile(chunk));
      hash.update(chunk);
      await written;
      if (clock.now() - toldAt < PROGRESS_EVERY_MS) continue;
      toldAt = clock.now();
      onProgress(sizeBytes);
      await needSpace(path.dirname(partPath), 0, reserveBytes);
    }
  } catch (error) {
    throw withProgress(error, sizeBytes, file.sizeBytes);
  }
  onProgress(sizeBytes);
  return { sizeBytes, md5: hash.digest('hex') };
}

/** Not read to its end, which may be far. */
function tooMuch(expectedBytes: number): WherryError {
  return new WherryError(
    'size-mismatch',
    `size mismatch (expected ${count(expectedBytes)} bytes, got more): the file grows or is another one`,
    { kind: 'transient' },
  );
}

/** Says how far it came, where another try may come farther. */
function withProgress(error: unknown, receivedBytes: number, totalBytes: number | null): unknown {
  if (!(error instanceof WherryError) || error.kind !== 'transient' || error.code === 'size-mismatch') return error;
  const { code, kind, hint, retryAfterMs, message } = error;
  const total = totalBytes === null ? '' : ` of ${count(totalBytes)}`;
  return new WherryError(code, `${count(receivedBytes)}${total} bytes, then ${message}`, {
    kind,
    ...(hint === null ? {} : { hint }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    cause: error,
  });
}

function onDisk(partPath: string, work: Promise<void>): Promise<void> {
  return work.catch((error: unknown) => {
    throw fileSystemError(partPath, error);
  });
}

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
