// The log as it is read again: newest first, over the rotated files, in bounded pieces, whatever is in them.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { LogLine } from '#shared/log-line.ts';
import { createLogFile, formatLine } from '#engine/log-file.ts';
import { createRedactor } from '#engine/redact.ts';
import { parseLine } from '#host/log/parse-line.ts';
import { type LogQuery, readLog } from '#host/log/read-log.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { writeLog } from './write-log.ts';

const ALL = { level: 'debug', rule: null, file: null, text: null, before: null, limit: 100 } as const;

async function readAll(directory: string, query: Partial<LogQuery> = {}) {
  const lines: LogLine[] = [];
  let calls = 0;
  let before: string | null = null;
  do {
    const page = await readLog(directory, 'wherry', { ...ALL, ...query, before });
    lines.push(...page.lines);
    before = page.before;
    calls++;
  } while (before !== null);
  return { lines, calls };
}

function messages(lines: readonly LogLine[]): string[] {
  return lines.map(({ message }) => message);
}

test.each([
  { subject: {}, message: 'the application itself' },
  { subject: { rule: 'Daily orders' }, message: 'run succeeded: 2 succeeded, 0 failed' },
  { subject: { rule: 'a #12' }, message: '[x] brackets' },
  { subject: { rule: String.raw`a] \b #1`, file: 7 }, message: 'm' },
  { subject: { rule: 'orders', file: 12 }, message: 'stdout: ümläut\\u001b' },
  { subject: { file: 3 }, message: '' },
])('a line with $subject comes back as it was written', ({ subject, message }) => {
  const at = Date.UTC(2026, 10, 25, 7, 33, 8, 123);
  const { rule = null, file = null } = subject;
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    expect(parseLine(formatLine({ at, level, subject, message }), 0)).toEqual({ at, level, rule, file, message });
  }
});

test('lines that are not ours, or torn, are told as they stand, near their neighbours', async () => {
  const directory = temporaryFolder();
  const file = path.join(directory, 'wherry.log');
  const at = Date.UTC(2026, 10, 25, 8);
  const line = (message: string) => `${formatLine({ at, level: 'warn', subject: { rule: 'r' }, message })}\n`;
  fs.writeFileSync(
    file,
    `${line('one')}    at foreign (stack.ts:1)\n\n2026-11-25T08:00:00.000+00:00 TRACE x\r\n${line('two')}2026-11-2`,
  );
  const { lines } = await readAll(directory);
  expect(messages(lines)).toEqual([
    '2026-11-2',
    'two',
    '2026-11-25T08:00:00.000+00:00 TRACE x',
    '',
    '    at foreign (stack.ts:1)',
    'one',
  ]);
  expect(lines.slice(1).map((each) => each.at)).toEqual(Array(5).fill(at));
  expect(lines[2]).toMatchObject({ level: 'info', rule: null, file: null });
});

test('pages follow each other without a gap or a double over the files that were rotated, also while more is written', async () => {
  const directory = temporaryFolder();
  const clock = createFakeClock(Date.UTC(2026, 10, 20, 12));
  const log = createLogFile({ directory, name: 'wherry', level: 'debug', clock, redactor: createRedactor() });
  for (let number = 0; number < 50; number++) {
    log.info(`line ${number}`);
    if (number % 20 === 19) await clock.advance(86_400_000);
  }
  expect(fs.readdirSync(directory)).toHaveLength(3);
  const expected = Array.from({ length: 50 }, (_, index) => `line ${49 - index}`);

  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page = await readLog(directory, 'wherry', { ...ALL, before, limit: 7 });
    seen.push(...messages(page.lines));
    before = page.before;
    // Rotation and new lines meanwhile: the place stays where it was.
    await clock.advance(86_400_000);
    log.info('later');
  } while (before !== null);
  expect(seen).toEqual(expected);
  log.close();
});

test('a place in a file that is not kept any more ends the reading', async () => {
  const directory = temporaryFolder();
  fs.writeFileSync(path.join(directory, 'wherry.log'), 'x\n');
  expect(await readLog(directory, 'wherry', { ...ALL, before: '123456:7' })).toEqual({ lines: [], before: null });
  expect(await readLog(directory, 'wherry', { ...ALL, before: 'nonsense' })).toEqual({ lines: [], before: null });
  expect(await readLog(path.join(directory, 'none'), 'wherry', ALL)).toEqual({ lines: [], before: null });
});

test('lines are filtered by level and worse, rule, file and text in any case', async () => {
  const directory = temporaryFolder();
  const log = createLogFile({
    directory,
    name: 'wherry',
    level: 'debug',
    clock: createFakeClock(0),
    redactor: createRedactor(),
  });
  log.about({ rule: 'a', file: 1 }).debug('one');
  log.about({ rule: 'a', file: 2 }).warn('Two Ü');
  log.about({ rule: 'b' }).error('three');
  log.close();
  const found = async (query: Partial<LogQuery>) => messages((await readAll(directory, query)).lines);
  expect(await found({ level: 'warn' })).toEqual(['three', 'Two Ü']);
  expect(await found({ rule: 'a' })).toEqual(['Two Ü', 'one']);
  expect(await found({ file: 1 })).toEqual(['one']);
  expect(await found({ text: 'TWO ü' })).toEqual(['Two Ü']);
  expect(await found({ rule: 'b', level: 'error', text: 'HRE' })).toEqual(['three']);
});

test('50 MB: the end is there at once, and a search for what is at the beginning takes bounded steps', async () => {
  const directory = temporaryFolder();
  const count = writeLog(path.join(directory, 'wherry.log'), 50_000_000);
  const started = performance.now();
  const first = await readLog(directory, 'wherry', { ...ALL, limit: 200 });
  const tookMs = performance.now() - started;
  expect(first.lines).toHaveLength(200);
  expect(first.lines[0]!.message).toContain(`line ${count - 1} `);
  expect(tookMs).toBeLessThan(5_000);

  const { lines, calls } = await readAll(directory, { text: 'line 0 ' });
  expect(messages(lines)).toEqual([expect.stringContaining('line 0 ')]);
  expect(calls).toBeGreaterThanOrEqual(Math.floor(50_000_000 / (8 * 1024 * 1024)));
});

test('a line without an end is told in parts and never held as a whole', async () => {
  const directory = temporaryFolder();
  fs.writeFileSync(path.join(directory, 'wherry.log'), `first\n${'x'.repeat(3_000_000)}`);
  const { lines } = await readAll(directory);
  expect(messages(lines).at(-1)).toBe('first');
  expect(lines.length).toBeLessThan(10);
  expect(Math.max(...messages(lines).map(({ length }) => length))).toBe(10_000);
});
