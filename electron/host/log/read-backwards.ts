// The lines of a file from its end on, in pieces, so that a file of any size costs no more than what is looked at.
import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 128 * 1024;
/** A longer line (no log of ours) is told in parts. */
const MAX_LINE_BYTES = 512 * 1024;
const NEWLINE = 0x0a;

export interface PlacedLine {
  text: string;
  /** Byte at which it begins; reading goes on before it. */
  start: number;
}

/**
 * Some lines at a time: waiting for each one would cost more than reading it.
 * @param end where to begin, exclusive: the end of the file, or the `start` of a line
 */
export async function* linesBackwards(file: FileHandle, end: number): AsyncGenerator<PlacedLine[]> {
  /** What was read and belongs to a line whose beginning is further ahead. */
  let rest: Buffer = Buffer.alloc(0);
  let position = end;
  let isAtEnd = true;
  while (position > 0) {
    const length = Math.min(CHUNK_BYTES, position);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position - length);
    // It has been cut short meanwhile.
    if (bytesRead < length) return;
    position -= length;
    const lines: PlacedLine[] = [];
    let open = Buffer.concat([buffer, rest]);
    for (;;) {
      const newline = open.lastIndexOf(NEWLINE);
      if (newline === -1) break;
      const isEnding = isAtEnd && newline === open.length - 1;
      isAtEnd = false;
      if (!isEnding) lines.push(placed(open.subarray(newline + 1), position + newline + 1));
      open = open.subarray(0, newline);
    }
    isAtEnd = false;
    rest = open;
    if (rest.length > MAX_LINE_BYTES) {
      lines.push(placed(rest, position));
      rest = Buffer.alloc(0);
    }
    yield lines;
  }
  if (rest.length > 0) yield [placed(rest, 0)];
}

function placed(bytes: Buffer, start: number): PlacedLine {
  return { text: bytes.toString('utf8').replace(/\r$/, ''), start };
}
