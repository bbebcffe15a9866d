// The lines of the log about one file: those that were written before one looked, and those that come. Outside of React.
import type { LogLine } from '#shared/log-line.ts';
import { linesNotIn } from '../logs/lines-not-in.ts';

/** Older ones are on the page Logs. */
export const SHOWN_LINES = 500;

/** `read` is newest first, as the log is read; `live` as it came. A line that is in both is there once. */
export function mergeLines(read: readonly LogLine[], live: readonly LogLine[]): LogLine[] {
  return [...read.toReversed(), ...linesNotIn(read, live)].slice(-SHOWN_LINES);
}
