// One file from its source into a part file, hashed on the way. Whether it is the right one is verify.ts's question.
//
// [Note: what of an unfinished download is believed] Bytes count as received once they are synced to the disk, and only
// then the store is told of them. A process that is killed may have written more, a power cut may leave blocks of zeros:
// both lie behind what the store knows, and are cut off before the download goes on there.
import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock.ts';
import { cancelled, WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import { removePart } from './part-file.ts';
import { createPartWriter } from './part-writer.ts';
import type { FileHandle, Source } from './sources/source.ts';
import type { Received } from './verify.ts';

const PROGRESS_EVERY_MS = 250;
const READ_BYTES = 1024 * 1024;
/** Where nothing is to be resumed: less than half a second of a slow disk. */
const SYNC_EVERY_BYTES = 32 * 1024 * 1024;

export interface DownloadOptions {
  source: Pick<Source, 'open'>;
  file: FileHandle;
  /** Its folder is made; an older part in its place is removed, or gone on with. */
  partPath: string;
  clock: Clock;
  signal: AbortSignal;
  /** At most a few times a second, and once at the end. */
  onProgress: (receivedBytes: number) => void;
  /** Throws where so many more bytes do not fit; asked also while they arrive, since others fill the disk, too (b39). */
  needSpace: (bytes: number) => Promise<void>;
  /** Left out: from the beginning, whatever is there. */
  resume?: Resume | undefined;
}

export interface Resume {
  /** What the store believes of the part in place. */
  fromBytes: number;
  /** How often what has come is synced. */
  everyBytes: number;
  onDurable(bytes: number): void;
  /** Told where the part could be gone on with. */
  onResumed(bytes: number): void;
}

interface Part {
  handle: fs.FileHandle;
  /** Where it goes on, and the hash of what is before. */
  sizeBytes: number;
  hash: Hash;
}

/**
 * The part is on the disk, not only in the system's cache, when this returns. After an error it may be there in part.
 * Throws what the source throws, `size-mismatch` as soon as there is too much, `disk-full` (transient) and
 * `not-writable` (config).
 */
export async function download(options: DownloadOptions): Promise<Received> {
  const part = await openPart(options);
  try {
    return await receive(part, options);
  } finally {
    await part.handle.close();
  }
}

async function openPart(options: DownloadOptions): Promise<Part> {
  const { partPath, file, needSpace, resume, signal } = options;
  try {
    const isBegun = await canGoOn(options);
    await needSpace((file.sizeBytes ?? 0) - (isBegun ? (resume?.fromBytes ?? 0) : 0));
    if (resume && isBegun) return await openBegun(partPath, resume, signal);
    resume?.onDurable(0);
    return { handle: await openNew(partPath), sizeBytes: 0, hash: createHash('md5') };
  } catch (error) {
    throw fileSystemError(partPath, error);
  }
}

/** An older part is removed, not truncated: after a crash in the middle of publish() the final name is the same file. */
async function openNew(partPath: string): Promise<fs.FileHandle> {
  const open = (): Promise<fs.FileHandle> => fs.open(partPath, 'wx');
  return open().catch(async (error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') await removePart(partPath);
    else if (code === 'ENOENT') await fs.mkdir(path.dirname(partPath), { recursive: true });
    else throw error;
    return open();
  });
}

/** False also where the part has a second name and so is no part any more. */
async function canGoOn({ partPath, resume }: DownloadOptions): Promise<boolean> {
  if (!resume || resume.fromBytes === 0) return false;
  const found = await fs.lstat(partPath).catch(() => null);
  return found !== null && found.isFile() && found.nlink === 1 && found.size >= resume.fromBytes;
}

async function openBegun(partPath: string, resume: Resume, signal: AbortSignal): Promise<Part> {
  const { fromBytes: sizeBytes } = resume;
  const handle = await fs.open(partPath, 'r+');
  try {
    await handle.truncate(sizeBytes);
    const hash = createHash('md5');
    const stream = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: READ_BYTES, signal });
    for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
    resume.onResumed(sizeBytes);
    return { handle, sizeBytes, hash };
  } catch (error) {
    await handle.close();
    throw signal.aborted ? cancelled(signal.reason) : error;
  }
}

async function receive(
  { handle, sizeBytes: before, hash }: Part,
  { source, file, partPath, clock, signal, onProgress, needSpace, resume }: DownloadOptions,
): Promise<Received> {
  let sizeBytes = before;
  let toldAt = clock.now();
  const writer = createPartWriter(handle, {
    partPath,
    sizeBytes,
    syncEveryBytes: resume?.everyBytes ?? SYNC_EVERY_BYTES,
    onDurable: (bytes) => resume?.onDurable(bytes),
  });
  try {
    for await (const chunk of source.open(file, before, signal)) {
      if (signal.aborted) throw cancelled(signal.reason);
      if (file.sizeBytes !== null && sizeBytes + chunk.length > file.sizeBytes) throw tooMuch(file.sizeBytes);
      const written = writer.write(chunk);
      hash.update(chunk);
      await written;
      sizeBytes += chunk.length;
      if (clock.now() - toldAt < PROGRESS_EVERY_MS) continue;
      toldAt = clock.now();
      onProgress(sizeBytes);
      await needSpace(0);
    }
  } catch (error) {
    if (resume && sizeBytes > before) await writer.flush();
    throw withProgress(error, sizeBytes, file.sizeBytes);
  }
  onProgress(sizeBytes);
  await writer.flush();
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

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
