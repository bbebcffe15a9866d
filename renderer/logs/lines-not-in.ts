// Lines that are read and lines that are told meanwhile may be the same ones.
import type { LogLine } from '#shared/log-line.ts';

/** Those of `live` that `read` does not hold, in their order; of equal lines as many as there are more. */
export function linesNotIn(read: readonly LogLine[], live: readonly LogLine[]): LogLine[] {
  const known = new Map<string, number>();
  for (const line of read) known.set(keyOf(line), (known.get(keyOf(line)) ?? 0) + 1);
  return live.filter((line) => {
    const count = known.get(keyOf(line)) ?? 0;
    known.set(keyOf(line), count - 1);
    return count <= 0;
  });
}

function keyOf({ at, message }: LogLine): string {
  return `${at} ${message}`;
}
