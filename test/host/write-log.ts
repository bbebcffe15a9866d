// A log of any size, in the format of ours.
import fs from 'node:fs';
import { formatLine } from '#engine/log-file.ts';

/** @returns how many lines it has: `line 0 …` is the first */
export function writeLog(file: string, bytes: number): number {
  const descriptor = fs.openSync(file, 'w');
  let [written, count] = [0, 0];
  while (written < bytes) {
    const lines = Array.from({ length: 10_000 }, () => lineOf(count++));
    written += fs.writeSync(descriptor, `${lines.join('\n')}\n`);
  }
  fs.closeSync(descriptor);
  return count;
}

function lineOf(number: number): string {
  const at = Date.UTC(2026, 0, 1) + number * 10;
  const subject = number % 3 === 0 ? {} : { rule: `rule ${number % 7}`, file: number % 1_000 };
  return formatLine({ at, level: number % 50 === 0 ? 'warn' : 'info', subject, message: `line ${number} of the log` });
}
