// How a log of 1 GB opens: the end, then a search that finds nothing until the beginning, a call at a time.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type LogPage, readLog } from '#host/log/read-log.ts';
import { writeLog } from '../host/write-log.ts';

const bytes = Number(process.argv[2] ?? 1_000_000_000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-bench-'));
const query = { level: 'debug', rule: null, file: null, text: null, before: null, limit: 200 } as const;

try {
  const count = writeLog(path.join(folder, 'wherry.log'), bytes);
  print(`${Math.round(bytes / 1e6)} MB, ${count.toLocaleString('en-US')} lines`);

  const started = performance.now();
  await readLog(folder, 'wherry', query);
  print(`the last 200 lines: ${Math.round(performance.now() - started)} ms`);

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const calls: number[] = [];
  let before: string | null = null;
  do {
    const callStarted = performance.now();
    const page: LogPage = await readLog(folder, 'wherry', { ...query, level: 'error', before });
    calls.push(performance.now() - callStarted);
    before = page.before;
  } while (before !== null);
  delay.disable();
  calls.sort((a, b) => a - b);
  const [median, worst] = [calls[Math.floor(calls.length / 2)]!, calls.at(-1)!];
  print(
    `a filter without a match, to the beginning: ${calls.length} calls, each ${Math.round(median)} ms, at most ${Math.round(worst)} ms`,
  );
  print(`event loop held up for ${(delay.percentile(99) / 1e6).toFixed(1)} ms at the 99th percentile`);
  print(`memory ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
} finally {
  fs.rmSync(folder, { recursive: true });
}

function print(line: string): void {
  process.stdout.write(`  ${line}\n`);
}
