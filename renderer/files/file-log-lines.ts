// The lines of the log about one file: those that were written before one looked, and those that come. Outside of React.
import type { LogLine } from '#shared/log-line.ts';

/** Older ones are on the page Logs. */
export const SHOWN_LINES = 500;

/** `read` is newest first, as the log is read; `live` as it came. A line that is in both is there once. */
export function mergeLines(read: readonly LogLine[], live: readonly LogLine[]): LogLine[] {
  const known = new Map<string, number>();
  for (const line of read) known.set(keyOf(line), (known.get(keyOf(line)) ?? 0) + 1);
  const added = live.filter((line) => {
    const count = known.get(keyOf(line)) ?? 0;
    known.set(keyOf(line), count - 1);
    return count <= 0;
  });
  return [...read.toReversed(), ...added].slice(-SHOWN_LINES);
}

function keyOf({ at, message }: LogLine): string {
  return `${at} ${message}`;
}
