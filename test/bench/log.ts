// How a log of 1 GB opens: the end, then a search that finds nothing until the beginning, a call at a time; against `grep`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type LogPage, readLog } from '#host/log/read-log.ts';
import { writeLog } from '../host/write-log.ts';
import { print, tellRatio } from './figures.ts';

const bytes = Number(process.argv[2] ?? 1_000_000_000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-bench-'));
const query = { level: 'debug', rule: null, file: null, text: null, before: null, limit: 200 } as const;

try {
  const file = path.join(folder, 'wherry.log');
  const count = writeLog(file, bytes);
  print(`${Math.round(bytes / 1e6)} MB, ${count.toLocaleString('en-US')} lines`);

  const started = performance.now();
  await readLog(folder, 'wherry', query);
  const openMs = performance.now() - started;
  print(`the last 200 lines: ${Math.round(openMs)} ms`);
  tellRatio({ name: 'the last 200 lines, of 100 ms', value: openMs / 100, better: 'less', goal: 1 });

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const calls: number[] = [];
  const searchedAt = performance.now();
  let before: string | null = null;
  do {
    const callStarted = performance.now();
    const page: LogPage = await readLog(folder, 'wherry', { ...query, level: 'error', before });
    calls.push(performance.now() - callStarted);
    before = page.before;
  } while (before !== null);
  const searchMs = performance.now() - searchedAt;
  delay.disable();
  calls.sort((a, b) => a - b);
  const [median, worst] = [calls[Math.floor(calls.length / 2)]!, calls.at(-1)!];
  print(
    `a filter without a match, to the beginning: ${calls.length} calls, each ${Math.round(median)} ms, at most ${Math.round(worst)} ms`,
  );
  const grepAt = performance.now();
  // Ends with 1, since there is none.
  const { status } = spawnSync('grep', ['-F', ' ERROR ', file], { env: { ...process.env, LC_ALL: 'C' } });
  const value = (performance.now() - grepAt) / searchMs;
  if (status === 1) tellRatio({ name: 'search of all, as fast as grep', value, better: 'more', goal: null });
  print(`event loop held up for ${(delay.percentile(99) / 1e6).toFixed(1)} ms at the 99th percentile`);
  print(`memory ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
} finally {
  fs.rmSync(folder, { recursive: true });
}
