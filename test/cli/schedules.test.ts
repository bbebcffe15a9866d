// Schedules, pauses and several rules, as an operator sees them.
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseDuration, parseMoment } from '#cli/parse-time.ts';
import { demoFile } from '#demo/file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createWorkstation, type Workstation } from '../helpers/workstation.ts';
import { startWherry, wherry } from '../helpers/wherry.ts';

const STATE = 'state';

/** A second INI beside the first, with a target folder of its own and other files. */
function secondIni({ folder, config, target }: Workstation, extra = ''): string {
  const other = path.join(folder, 'other.ini');
  const text = fs.readFileSync(config, 'utf8').replaceAll(target, `${target}-other`);
  fs.writeFileSync(other, `${text.replace('"$exists": false', '"$exists": true')}\n${extra}`);
  return other;
}

test('several settings files run in one engine; each has its own folder, log and lines that name it', async () => {
  const station = await createWorkstation();
  const other = secondIni(station);
  const args = ['--config', station.config, '--config', other, '--data-dir', path.join(station.folder, STATE)];
  const { child, ended, output } = startWherry([...args, '--interval', '1'], { cwd: station.folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  await expect.poll(output, { timeout: 20_000 }).toMatch(/\[other\] next run in 1 s/);
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['report.csv']);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(fs.readdirSync(path.join(station.folder, 'logs')).toSorted()).toEqual(['default.log', 'other.log']);
});

test('several settings files need a named folder for their state, and none of them twice', async () => {
  const station = await createWorkstation();
  const env = { WHERRY_DATA_DIR: '' };
  const unnamed = await wherry(['--once', '--config', station.config, '--config', secondIni(station)], { env });
  expect([unnamed.code, unnamed.stderr]).toEqual([2, expect.stringContaining('--data-dir')]);
  const twice = await wherry(['--once', ...station.options, ...station.options]);
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('given twice')]);
});

test('--once over several settings files ends with the worst of their codes', async () => {
  const station = await createWorkstation();
  const other = secondIni(station).replace('other.ini', 'refused.ini');
  fs.writeFileSync(other, fs.readFileSync(station.config, 'utf8').replace(station.instance.apiToken, 'wrong'));
  const { code, stdout, stderr } = await wherry(['--once', ...station.options, '--config', other], {
    cwd: station.folder,
  });
  expect(code, stdout + stderr).toBe(2);
  expect(station.ran()).toEqual(['report.csv']);
});

test('--dry-run shows what each rule would do, and does nothing', async () => {
  const station = await createWorkstation();
  const other = secondIni(station);
  const { code, stdout } = await wherry(['--dry-run', ...station.options, '--config', other], { cwd: station.folder });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /default\.ini:\nreport\.csv .*\n.*\n {2}command_1: echo report\.csv[^]*other\.ini:\nNo file is due/,
  );
  expect([station.ran(), station.attributes('report.csv')]).toEqual([[], {}]);
});

test('a schedule of the INI is kept and its next time told at the start; --interval wins over it', async () => {
  const station = await createWorkstation();
  fs.appendFileSync(station.config, '\n[schedule]\ncron = 0 0 1 1 *\n');
  const yearly = station.start();
  await expect.poll(yearly.output, { timeout: 20_000 }).toContain('next run at');
  yearly.child.kill('SIGTERM');
  expect((await yearly.ended).code).toBe(0);
  expect(station.ran()).toEqual([]);
  const every = station.start('--interval', '1');
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['report.csv']);
  every.child.kill('SIGTERM');
  expect((await every.ended).code).toBe(0);
});

test('every second by cron: a running engine notices a pause and its end', async () => {
  const station = await createWorkstation();
  fs.appendFileSync(station.config, '\n[schedule]\ncron = * * * * * *\n');
  const { child, ended, output } = station.start();
  onTestFinished(() => void child.kill('SIGKILL'));
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['report.csv']);
  const paused = await station.wherry('pause', '--for', '1h');
  expect([paused.code, paused.stdout]).toEqual([0, expect.stringMatching(/^paused until 20\d\d-/)]);
  await expect.poll(output, { timeout: 20_000 }).toMatch(/paused until .* \(by .*@/);
  station.instance.addFile(demoFile('second.csv', 'x'));
  const requests = station.instance.requests().length;
  const resumed = await station.wherry('resume');
  expect([resumed.code, resumed.stdout]).toEqual([0, 'goes on by its schedule\n']);
  expect(station.instance.requests().length).toBe(requests);
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['report.csv', 'second.csv']);
  expect((await station.wherry('resume')).stdout).toBe('was not paused\n');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('a pause survives a restart, and --once runs a paused rule', async () => {
  const station = await createWorkstation();
  expect((await station.wherry('pause')).stdout).toContain('until "wherry resume"');
  const { child, ended, output } = station.start('--interval', '1');
  await expect.poll(output, { timeout: 20_000 }).toContain('paused until it is resumed');
  child.kill('SIGTERM');
  await ended;
  expect(station.instance.requests()).toEqual([]);
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toEqual(['report.csv']);
});

test.each([
  [['--for', 'soon'], '90s, 30m'],
  [['--until', 'noon'], '18:30'],
  [['--until', '2020-01-01'], 'is over already'],
  [['--until', '18:30', '--for', '1h'], 'one of them is enough'],
])('pause %j is refused with 2', async (args, text) => {
  const station = await createWorkstation();
  const { code, stderr } = await station.wherry('pause', ...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
});

test('pause of a settings file that is not there is refused, so that a slip does not look like a pause', async () => {
  const { code, stderr } = await wherry(['pause', '--config', 'nowhere.ini', '--data-dir', temporaryFolder()]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('no settings file')]);
});

test('times are read as people write them', () => {
  const now = new Date(2026, 10, 24, 12, 0).getTime();
  expect(parseMoment('18:30', now)).toBe(new Date(2026, 10, 24, 18, 30).getTime());
  expect(parseMoment('8:30', now)).toBe(new Date(2026, 10, 25, 8, 30).getTime());
  expect(parseMoment('2026-11-24', now)).toBe(new Date(2026, 10, 24).getTime());
  expect(parseMoment('2026-11-24 08:00', now)).toBe(new Date(2026, 10, 24, 8).getTime());
  expect(parseMoment('2026-11-24T08:00:00+01:00', now)).toBe(Date.parse('2026-11-24T07:00:00Z'));
  for (const text of ['24:00', '2026-13-01', 'tomorrow', '']) expect(parseMoment(text, now), text).toBeNull();
  expect(['90s', '30m', '8h', '2d', '1w', 'h'].map(parseDuration)).toEqual([
    90_000,
    1_800_000,
    28_800_000,
    172_800_000,
    null,
    null,
  ]);
});
