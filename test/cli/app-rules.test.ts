// The command line with the application's rules: those that `wherry serve` and the desktop application keep.
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { hostHere } from '#test/host/host-here.ts';
import { createCredentialKey } from '#host/secrets/credential-key.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { createWorkstation, type Workstation } from '#test/helpers/workstation.ts';
import { wherry } from '#test/helpers/wherry.ts';
import { wherryHere } from '#test/helpers/wherry-here.ts';

afterEach(() => void vi.unstubAllEnvs());

interface App {
  station: Workstation;
  directory: string;
  /** Holds no INI. */
  folder: string;
  cli(...args: string[]): ReturnType<typeof wherry>;
}

/** An application that has imported the workstation's INI as `names`, and was quit. */
async function appWith(names: string[], approved = true): Promise<App> {
  const station = await createWorkstation({ files: [demoFile('report.csv', 'a,b\n1,2\n')] });
  const [directory, folder] = [temporaryFolder(), temporaryFolder()];
  const keyFile = path.join(folder, 'key');
  fs.writeFileSync(keyFile, 'k'.repeat(40));
  const app = await hostHere({ dataDirectory: directory, keys: [createCredentialKey({ WHERRY_KEY_FILE: keyFile })!] });
  for (const name of names) {
    const base64 = fs.readFileSync(station.config).toString('base64');
    const { rule } = await app.call('rule.importIni', { path: `${name}.ini`, base64, who: 'test' });
    if (approved) await app.call('rule.approve', { ruleId: rule.id, who: 'test' });
  }
  await app.close();
  vi.stubEnv('WHERRY_KEY_FILE', keyFile);
  return { station, directory, folder, cli: async (...args) => await wherryHere([...args, '--data-dir', directory]) };
}

test('without an INI the rules of the application are run, listed, checked and asked about; it is said on standard error', async () => {
  const { cli, directory, station } = await appWith(['orders']);
  const preview = await cli('preview');
  expect(preview).toMatchObject({ code: 0, stdout: expect.stringContaining('report.csv') });
  expect(preview.stderr).toContain(`The rules of the application are used, in ${directory}`);
  expect(await cli('check')).toMatchObject({ code: 0, stdout: expect.stringContaining('ok    SFTP login') });

  const run = await cli('--once');
  expect(run).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('[orders] run succeeded: 1 succeeded, 0 failed'),
  });
  expect(station.ran()).toEqual(['report.csv']);
  expect(JSON.parse((await cli('files', '--json')).stdout)).toMatchObject([{ name: 'report.csv', state: 'done' }]);
  expect(JSON.parse((await cli('runs', '--json', '--rule', 'ORDERS')).stdout)).toMatchObject([{ state: 'succeeded' }]);
  expect((await cli('rules')).stdout).toMatch(/orders\s+on\s+every 60 s\s+succeeded, .*orders\.ini\s+orders-/);
  expect((await cli('retry', '1')).stdout).toContain('will be processed at the next run');
  expect(fs.readFileSync(path.join(directory, 'logs', 'wherry.log'), 'utf8')).toContain('[orders] run succeeded');
});

test('as a process of its own, in a folder without an INI, it does the same', async () => {
  const { directory, folder, station } = await appWith(['orders']);
  const run = await wherry(['--once'], { cwd: folder, env: { WHERRY_DATA_DIR: directory } });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining(`are used, in ${directory}`) });
  expect(station.ran()).toEqual(['report.csv']);
});

test('where several rules are there, a command about one wants its name; a run takes all, or the one that is named', async () => {
  const { cli } = await appWith(['orders', 'stock']);
  const paused = await cli('pause');
  expect(paused.code).toBe(2);
  expect(paused.stderr).toMatch(/2 rules are there\n {2}Name one with --rule, by its name or its id: orders \(orders-/);
  expect((await cli('pause', '--rule', 'stock')).code).toBe(0);
  expect((await cli('rules')).stdout).toMatch(/stock\s+paused/);
  expect((await cli('resume', '--rule', 'stock')).stdout).toBe('goes on by its schedule\n');
  expect((await cli('check', '--rule', 'nothing')).stderr).toContain('there is no rule "nothing"');

  expect((await cli('run', '--once', '--rule', 'stock')).stdout).not.toContain('[orders]');
  const all = (await cli('run', '--once')).stdout;
  expect(all).toContain('[orders] run succeeded');
  expect(all).toContain('[stock] run succeeded');
  expect(await cli('run', '--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('stock:\n') });
});

test('a rule that waits for approval is not run, and the exit code says so', async () => {
  const { cli, station } = await appWith(['orders'], false);
  const run = await cli('--once');
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('none of 1 rules is on and approved') });
  expect(await cli('--once', '--rule', 'orders')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('approve'),
  });
  expect(station.ran()).toEqual([]);
  expect((await cli('rules')).stdout).toContain('waits for approval');
});

test('beside an application that runs, reading works, and a run says who holds the directory', async () => {
  const { cli, directory } = await appWith(['orders']);
  await hostHere({ dataDirectory: directory });
  expect((await cli('rules')).code).toBe(0);
  expect((await cli('files')).code).toBe(0);
  const run = await cli('--once');
  expect(run).toMatchObject({ code: 4, stderr: expect.stringContaining(`another Wherry (process ${process.pid})`) });
});

test('an INI that is named, or is config/default.ini, goes before the application’s rules, and --rule is refused with it', async () => {
  const { cli, station } = await appWith(['orders']);
  const named = await cli('preview', '--config', station.config);
  expect(named.code).toBe(0);
  expect(named.stderr).not.toContain('of the application');
  expect(await cli('files', '--rule', 'orders', '--config', station.config)).toMatchObject({ code: 2 });
});

test('where there are no rules of an application either, the missing settings file is told as ever', async () => {
  const folder = temporaryFolder();
  const env = { WHERRY_DATA_DIR: path.join(folder, 'data') };
  const run = await wherry(['--once'], { cwd: folder, env });
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(path.join(folder, 'config', 'default.ini')) });
  expect((await wherry(['rules'], { cwd: folder, env })).stdout).toContain('No rules yet');
  expect(fs.existsSync(path.join(folder, 'data'))).toBe(false);
});
