// Options, exit codes and the way in which the command line is stopped.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { wherry } from '../helpers/wherry.ts';
import { createWorkstation } from '../helpers/workstation.ts';

test('b57: an unknown option ends with 2 and says where help is', async () => {
  const { code, stderr } = await wherry(['--onse']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('wherry --help')]);
});

test.each([['--interval=0'], ['--interval=1.5'], ['--interval', 'soon']])('b57: %s is refused', async (...args) => {
  const { code, stderr } = await wherry(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining('whole number of seconds')]);
});

test('b57: the default settings file is config/default.ini, and a missing one is named', async () => {
  const { code, stderr } = await wherry(['--once'], { cwd: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain(`${path.join('config', 'default.ini')} cannot be read`);
});

test('b57: settings and options of the seed work as they are, and the state has a folder for each INI', async () => {
  const station = await createWorkstation();
  const env = { XDG_CONFIG_HOME: path.join(station.folder, 'appdata'), WHERRY_DATA_DIR: '' };
  const other = path.join(station.folder, 'other.ini');
  fs.copyFileSync(station.config, other);
  for (const config of [station.config, other]) {
    const { code, stderr } = await wherry(['--config', config, '--once'], { cwd: station.folder, env });
    expect(code, stderr).toBe(0);
  }
  const folders = fs.readdirSync(path.join(station.folder, 'appdata', 'wherry'));
  expect(folders.toSorted()).toEqual([
    expect.stringMatching(/^default-[0-9a-f]{8}$/),
    expect.stringMatching(/^other-[0-9a-f]{8}$/),
  ]);
});

test('b59: a second Wherry on the same data directory ends with 4 and names the first', async () => {
  const untilTold = 'echo x >> RAN; until [ -e RAN.go ]; do sleep 0.1; done';
  const station = await createWorkstation({ ini: () => ({ processing: { command_1: untilTold } }) });
  const first = station.start('--once');
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['x']);
  const { code, stderr } = await station.once();
  expect([code, stderr]).toEqual([4, expect.stringContaining(`process ${first.child.pid}`)]);
  fs.writeFileSync(path.join(station.folder, 'ran.txt.go'), '');
  expect((await first.ended).code).toBe(0);
});

test('b58: without --once it runs again after the interval, and takes what is new', async () => {
  const station = await createWorkstation();
  const { demoFile } = await import('#demo/file.ts');
  const { child, ended } = station.start('--interval', '1');
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['report.csv']);
  station.instance.addFile(demoFile('second.csv', 'x'));
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['report.csv', 'second.csv']);
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect([code, stdout]).toEqual([0, expect.stringContaining('next run in 1 s')]);
});

test('b60: after SIGINT the running command ends in its grace time, its file is reported, and no other is begun', async () => {
  const { demoFile } = await import('#demo/file.ts');
  const station = await createWorkstation({
    files: ['a.csv', 'b.csv'].map((name) => demoFile(name, name)),
    ini: () => ({ processing: { command_1: 'echo {{ fileName }} >> RAN; sleep 1' } }),
  });
  const { child, ended } = station.start('--once');
  await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['a.csv']);
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(station.attributes('a.csv')).toEqual({ client_status: 'SUCCESS' });
  expect(station.attributes('b.csv')).toEqual({});
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toEqual(['a.csv', 'b.csv']);
});

test('b60: a second SIGINT ends the command by force; its file is interrupted and reported', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { command_1: 'echo $$ >> RAN; sleep 60' } }) });
  const { child, ended, output } = station.start('--once');
  await expect.poll(() => station.ran().length, { timeout: 20_000 }).toBe(1);
  child.kill('SIGINT');
  await expect.poll(output, { timeout: 20_000 }).toContain('finishing what is under way');
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(() => process.kill(Number(station.ran()[0]), 0)).toThrow('ESRCH');
  expect(station.attributes('report.csv')).toMatchObject({
    client_status: 'FAILED',
    client_error: expect.stringMatching(/^interrupted/),
  });
  expect(await station.file('report.csv')).toMatchObject({ state: 'interrupted' });
});

test('check names what is wrong and what to do, and changes nothing', async () => {
  const station = await createWorkstation({ ini: () => ({ sftp: { remote_password: 'wrong' } }) });
  const { code, stdout } = await station.wherry('check');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ok {4}API login/m);
  expect(stdout).toMatch(/^FAIL {2}SFTP login/m);
  expect(station.attributes('report.csv')).toEqual({});
  expect(fs.existsSync(station.target)).toBe(false);
});

test('check holds templates against a record that is due: what it lacks is a warning with its place', async () => {
  const station = await createWorkstation({
    ini: () => ({
      processing: { command_1: 'echo {{ file.nope }} {{ fileName }}', command_2: 'echo {{ id|nofilter }}' },
    }),
  });
  const { code, stdout } = await station.wherry('check');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^warn {2}command_1 +warning in line 1, column \d+: .*nope/m);
  expect(stdout).toMatch(/^FAIL {2}command_2 +error in line 1, column \d+: .*nofilter/m);
});

test('preview shows the files that are due and the rendered commands, and runs nothing', async () => {
  const station = await createWorkstation();
  const { code, stdout } = await station.wherry('preview');
  expect(code).toBe(0);
  expect(stdout).toContain('report.csv');
  expect(stdout).toContain(`command_1: echo report.csv >> ${path.join(station.folder, 'ran.txt')}`);
  expect([station.ran(), station.attributes('report.csv')]).toEqual([[], {}]);
});

test('files and runs say in words that there is nothing yet', async () => {
  const station = await createWorkstation();
  expect((await station.wherry('files')).stdout).toBe('No files yet.\n');
  expect((await station.wherry('runs')).stdout).toBe('No runs yet.\n');
});

test('retry of a file that is not there says how to find the id', async () => {
  const station = await createWorkstation();
  const { code, stderr } = await station.wherry('retry', '77');
  expect([code, stderr]).toEqual([1, expect.stringContaining('wherry files')]);
});

test('ini shows a file as Python reads it, and refuses with line and column what Python refuses', async () => {
  const file = path.join(temporaryFolder(), 'a.ini');
  fs.writeFileSync(file, '[A]\nKey: a ; b\n  # c\n  more\n');
  expect(JSON.parse((await wherry(['ini', file, '--json'])).stdout)).toEqual({ A: { key: 'a ; b\nmore' } });
  fs.writeFileSync(file, '[a]\nx = {\n}\n');
  const refused = await wherry(['ini', file, '--json']);
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([2, '', expect.stringContaining('line 3, column 1')]);
});

test('render gives a JSON line for a template, and for each of a batch', async () => {
  const context = path.join(temporaryFolder(), 'context.json');
  fs.writeFileSync(context, '{"name": "it\'s", "big": 12345678901234567890}');
  const one = await wherry(['render', '--context', context, '{{ name.upper() }} {{ big }}']);
  expect([one.code, JSON.parse(one.stdout)]).toEqual([0, { output: "IT'S 12345678901234567890" }]);
  const input = '"{{ name }}"\n{"template": "{{ big + 1 }}"}\n"{{ nope.a }}"\nnonsense\n';
  const batch = await wherry(['render', '--context', context, '--quote', 'sh', '--batch', '-'], { input });
  const lines = batch.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const error = { error: expect.any(String) as string };
  expect([batch.code, lines]).toEqual([
    0,
    [{ output: String.raw`'it'\''s'` }, { output: '12345678901234567891' }, error, error],
  ]);
});
