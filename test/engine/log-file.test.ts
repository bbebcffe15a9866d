import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLogFile } from '#engine/log-file.ts';
import type { LogLevel } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const DAY_MS = 86_400_000;

function openLog({
  level = 'info',
  directory = path.join(temporaryFolder(), 'logs'),
}: { level?: LogLevel; directory?: string } = {}) {
  const time = { at: Date.UTC(2026, 10, 23, 12) };
  const redactor = createRedactor();
  const clock = { now: () => time.at, sleep: () => Promise.resolve() };
  const log = createLogFile({ directory, name: 'default', level, clock, redactor });
  onTestFinished(() => log.close());
  const text = () => fs.readFileSync(path.join(directory, 'default.log'), 'utf8');
  return { log, directory, time, redactor, text };
}

test('b69: the folder is created, and a line is on disk when the call returns', () => {
  const { log, text } = openLog();
  log.about({ rule: 'default', file: 12 }).info('report.csv: downloaded');
  expect(text()).toMatch(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO {2}\[default #12\] report.csv: downloaded\n$/,
  );
});

test('b69: lines below the level are not written', () => {
  const { log, text } = openLog({ level: 'error' });
  log.warn('no');
  log.error('yes');
  expect(text()).toMatch(/ERROR yes\n$/);
  expect(text()).not.toContain('no\n');
});

test('b69: a new day begins a new file, and 14 are kept', () => {
  const { log, directory, time } = openLog();
  for (let day = 0; day < 20; day++) {
    log.info(`day ${day}`);
    time.at += DAY_MS;
  }
  const files = fs.readdirSync(directory).toSorted();
  expect(files).toHaveLength(14);
  expect(files.at(-1)).toBe('default.log');
  expect(fs.readFileSync(path.join(directory, files[0]!), 'utf8')).toContain('day 6');
});

test('b69: 10 MB begin a new file on the same day', () => {
  const { log, directory } = openLog();
  for (let line = 0; line < 25; line++) log.info('x'.repeat(1_000_000));
  const sizes = fs.readdirSync(directory).map((file) => fs.statSync(path.join(directory, file)).size);
  expect(sizes).toHaveLength(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10 * 1024 * 1024);
});

test('a log of yesterday that is opened today is put aside first', () => {
  const { log, directory, time } = openLog();
  log.info('old');
  log.close();
  fs.utimesSync(path.join(directory, 'default.log'), new Date(time.at - DAY_MS), new Date(time.at - DAY_MS));
  const second = openLog({ directory });
  second.log.info('new');
  expect(second.text()).not.toContain('old');
  expect(fs.readdirSync(directory)).toHaveLength(2);
});

test('b70: secrets never reach the file, and hostile names keep to their line', () => {
  const { log, redactor, text } = openLog();
  redactor.addSecret('s3cret-token');
  log.info('evil\n2026-11-23 ERROR forged\u001b[31m.csv: s3cret-token');
  expect(text().split('\n')).toHaveLength(2);
  expect(text()).toContain(String.raw`evil\n2026-11-23 ERROR forged\u001b[31m.csv: [redacted]`);
});
