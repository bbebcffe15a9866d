// A line of the log file as data again: the other way round of engine/log-file.ts's formatLine.
import type { LogLevel, LogLine } from '#shared/log-line.ts';

const LINE =
  /^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d) (?<level>[A-Z]{4,5}) {1,2}(?:\[(?<rule>(?:[^\]#\\]|\\.)*?)(?: ?#(?<file>\d+))?\] )?(?<message>.*)$/;

const LEVELS = new Map<string | undefined, LogLevel>([
  ['DEBUG', 'debug'],
  ['INFO', 'info'],
  ['WARN', 'warn'],
  ['ERROR', 'error'],
]);

/** Behind the time, which is always as long. */
const LEVEL_AT = '2026-11-23T00:00:00.000+00:00 '.length;

/** Much cheaper than taking the line apart. Lines that are not ours count as `info`. */
export function hasLevel(text: string, levels: ReadonlySet<LogLevel>): boolean {
  return levels.has('info') || [...levels].some((level) => text.startsWith(level.toUpperCase(), LEVEL_AT));
}

/** Foreign lines (a stack, what another program wrote) are cut there. */
const MAX_FOREIGN = 10_000;

/** @param nearAt for a line that is not ours, or torn by a crash: the time of its neighbour */
export function parseLine(text: string, nearAt: number): LogLine {
  const { time, level, rule, file, message } = LINE.exec(text)?.groups ?? {};
  const known = LEVELS.get(level);
  const at = Date.parse(time ?? '');
  if (known === undefined || Number.isNaN(at)) {
    return { at: nearAt, level: 'info', rule: null, file: null, message: text.slice(0, MAX_FOREIGN) };
  }
  return {
    at,
    level: known,
    rule: rule === undefined || rule === '' ? null : rule.replace(/\\(.)/g, '$1'),
    file: file === undefined ? null : Number(file),
    message: message ?? '',
  };
}
