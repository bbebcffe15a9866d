// Logs as Wherry has written them on the days before, put into a data folder before it starts.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { LogLine } from '#shared/log-line.ts';

/** One a minute up to `until`, of two rules and Wherry itself, at every level. The last one is `line <count - 1> …`. */
export function usualLine(index: number, count: number, until: number): LogLine {
  const at = until - (count - index) * 1_000;
  const rule = index % 5 === 0 ? null : index % 3 === 0 ? 'Stock' : 'Orders of the northern warehouses';
  const file = rule === null || index % 4 === 0 ? null : index % 40;
  const level = index % 17 === 0 ? 'error' : index % 7 === 0 ? 'warn' : index % 2 === 0 ? 'debug' : 'info';
  return { at, level, rule, file, message: `line ${index}: ${WORDS[level]}` };
}

const WORDS = {
  debug: 'GET /api/files?page=3 answered 200 after 84 ms',
  info: 'orders 2026-11-24.csv: 48,000,000 bytes, size and MD5 verified',
  warn: 'the server has not answered within 30 s; tried again in 60 s',
  error:
    "command_1: exit code 3: line 212 of 'returns of a customer with quite a long name, corrected twice, final version.csv': no such article; the file goes to the failed ones, and its report is sent with the next run. Retry it once the article is there, or skip it.",
} as const;

/** @param day `2026-11-23`, as in the name of a file that was rotated */
export async function writeLog(dataDir: string, day: string, lines: Iterable<LogLine>): Promise<void> {
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  const file = createWriteStream(join(dataDir, 'logs', `wherry.${day}.log`));
  let text = '';
  for (const line of lines) {
    text += asWritten(line);
    if (text.length < 1_000_000) continue;
    file.write(text);
    text = '';
  }
  file.end(text);
  await finished(file);
}

function asWritten({ at, level, rule, file, message }: LogLine): string {
  const about = [rule, file === null ? null : `#${file}`].filter((part) => part !== null).join(' ');
  const time = new Date(at).toISOString().replace('Z', '+00:00');
  return `${time} ${level.toUpperCase().padEnd(5)} ${about && `[${about}] `}${message}\n`;
}
