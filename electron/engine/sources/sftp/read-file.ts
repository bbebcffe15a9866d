// Reads a remote file by many READs at the same time, in order. ssh2's fastGet is not used: it takes a short answer
// for a whole one and so corrupts files (ssh2-sftp-client#407).
import type { SFTPWrapper } from 'ssh2';
import { abortable } from '../abortable.ts';
import type { Connection } from './connection.ts';
import { requestError } from './sftp-error.ts';

/** The most that OpenSSH answers at once: 256 KiB less what the packet itself needs. */
const SPAN_BYTES = 261_120;
/** Two are enough for a small file; the window doubles while the file goes on. */
const FIRST_WINDOW = 2;
/** 4 MB under way cover the 2 MiB that ssh2 lets a server send ahead. */
const LARGEST_WINDOW = 16;

export interface FileRange {
  offset: number;
  /** Where the file is said to end: asked for at once as it is, and one byte more, so that more is noticed. */
  sizeBytes: number | null;
}

/** The bytes from the offset to the end, wherever that really is. Each chunk is the caller's to keep. */
export async function* readFile(
  connection: Connection,
  path: string,
  { offset, sizeBytes }: FileRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { sftp } = connection;
  try {
    const handle = await openFile(connection, path, signal);
    const spans: Span[] = [];
    let window = sizeBytes === null ? FIRST_WINDOW : LARGEST_WINDOW;
    let position = offset;
    // Beyond what is said to be the end, only one is asked for, until that turns out to be wrong.
    const isEnough = (): boolean => spans.length > 0 && sizeBytes !== null && position > sizeBytes;
    try {
      for (;;) {
        while (spans.length < window && !isEnough()) {
          const length = lengthAt(position, sizeBytes);
          spans.push(startSpan(connection, handle, position, length));
          position += length;
        }
        const { length, bytes } = spans.shift()!;
        const span = await abortable(bytes, signal);
        if (span.length > 0) yield span;
        if (span.length < length) return;
        window = Math.min(window * 2, LARGEST_WINDOW);
      }
    } finally {
      closeFile(sftp, handle);
    }
  } catch (error) {
    throw requestError(error, path);
  }
}

interface Span {
  length: number;
  bytes: Promise<Buffer>;
}

function lengthAt(position: number, sizeBytes: number | null): number {
  if (sizeBytes === null || position > sizeBytes) return SPAN_BYTES;
  return Math.min(SPAN_BYTES, Math.max(1, sizeBytes - position));
}

async function openFile({ request, sftp }: Connection, path: string, signal: AbortSignal): Promise<Buffer> {
  const opening = request<Buffer>((done) => sftp.open(path, 'r', done));
  try {
    return await abortable(opening, signal);
  } catch (error) {
    // Whoever gave up does not wait for the handle, but it must not stay open on the server.
    opening.then(
      (handle) => closeFile(sftp, handle),
      () => 'it never came about',
    );
    throw error;
  }
}

/** Its error is taken when its turn comes; a reader that stops before leaves it behind unseen. */
function startSpan(connection: Connection, handle: Buffer, position: number, length: number): Span {
  const bytes = readSpan(connection, handle, position, length);
  bytes.catch(() => 'taken later');
  return { length, bytes };
}

/** A server may answer less than was asked for at any place, so each gap is asked for again; nothing is the end. */
async function readSpan(
  { request, sftp }: Connection,
  handle: Buffer,
  position: number,
  length: number,
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const start = filled;
    const count = await request<number>((done) =>
      sftp.read(handle, buffer, start, length - start, position + start, done),
    );
    if (!count) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

/** Its answer changes nothing for us: all bytes are here, or the read has failed already. */
function closeFile(sftp: SFTPWrapper, handle: Buffer): void {
  sftp.close(handle, () => {});
}
