// The last bytes of a stream, however long it is: one fixed ring, so memory stays flat over a gigabyte (b47).
import { decode } from './decode.ts';
import { visible } from './visible.ts';

/** How much of a stream's end is kept for the operator. */
export const TAIL_BYTES = 64 * 1024;

/** Kept in addition and cut off after redaction: a secret that began before the cut is still whole and is found. */
const MARGIN_BYTES = 8 * 1024;

export interface Tail {
  push(chunk: Uint8Array): void;
  /** At most TAIL_BYTES of UTF-8 (before control characters are made visible), redacted. */
  text(redact: (text: string) => string): string;
}

export function createTail(): Tail {
  const ring = Buffer.alloc(TAIL_BYTES + MARGIN_BYTES);
  let written = 0;
  return {
    push(chunk) {
      const kept = chunk.subarray(Math.max(0, chunk.length - ring.length));
      const at = (written + chunk.length - kept.length) % ring.length;
      const first = kept.subarray(0, ring.length - at);
      ring.set(first, at);
      ring.set(kept.subarray(first.length), 0);
      written += chunk.length;
    },
    text(redact) {
      const at = written % ring.length;
      const isCut = written > ring.length;
      const bytes = isCut ? Buffer.concat([ring.subarray(at), ring.subarray(0, at)]) : ring.subarray(0, written);
      return visible(lastBytes(redact(decode(bytes, isCut))));
    },
  };
}

function lastBytes(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= TAIL_BYTES ? text : decode(bytes.subarray(bytes.length - TAIL_BYTES), true);
}
