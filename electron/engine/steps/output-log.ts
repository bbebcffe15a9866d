// A command's output as lines of the file's log while it runs (b47). A flood is limited: memory holds one line of each
// stream, the log gets the first LINES of them and the count of the others.
import { decode } from './decode.ts';
import { visibleLine } from './visible.ts';

/** Lines of one step that go to the log, both streams together. */
export const LINES = 200;
/** Characters of a line that are shown. */
const LINE_LENGTH = 2_000;
/** Bytes of a line that are held: more than are shown, so that a secret at the cut is whole and is redacted. */
const HELD_BYTES = 4 * LINE_LENGTH + 8 * 1024;
const NEWLINE = 0x0a;

export interface OutputLog {
  /** The receiver of one stream's chunks; `mark` tells the streams apart in the log. */
  stream(mark: string): (chunk: Uint8Array) => void;
  /** Writes the last, unended lines and how many were left out. */
  end(): void;
}

export function createOutputLog(print: (line: string) => void, redact: (text: string) => string): OutputLog {
  let printed = 0;
  let more = 0;
  const endings: (() => void)[] = [];
  const isFull = (): boolean => printed === LINES;

  function line(mark: string, bytes: Uint8Array): void {
    if (isFull()) {
      more++;
      return;
    }
    printed++;
    const text = visibleLine(redact(decode(bytes, bytes.length === HELD_BYTES).replace(/\r$/, '')));
    print(`${mark} ${text.length > LINE_LENGTH ? `${text.slice(0, LINE_LENGTH)}…` : text}`);
  }

  return {
    stream(mark) {
      const held = Buffer.alloc(HELD_BYTES);
      let length = 0;
      const flush = (): void => {
        line(mark, held.subarray(0, length));
        length = 0;
      };
      const hold = (bytes: Uint8Array): void => {
        const kept = bytes.subarray(0, HELD_BYTES - length);
        held.set(kept, length);
        length += kept.length;
      };
      endings.push(() => {
        if (length > 0) flush();
      });
      return (chunk) => {
        let start = 0;
        while (start < chunk.length && !isFull()) {
          const end = chunk.indexOf(NEWLINE, start);
          hold(chunk.subarray(start, end === -1 ? chunk.length : end));
          if (end !== -1) flush();
          start = end === -1 ? chunk.length : end + 1;
        }
        more += countLines(chunk, start);
      };
    },
    end() {
      for (const ending of endings) ending();
      if (more > 0) print(`… ${more.toLocaleString('en-US')} more lines; the last 64 KiB of each stream are kept`);
    },
  };
}

function countLines(chunk: Uint8Array, start: number): number {
  let lines = 0;
  for (let at = start; at < chunk.length; at++) if (chunk[at] === NEWLINE) lines++;
  return lines;
}
