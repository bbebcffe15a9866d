// `wherry serve` as an operator starts it: a process of its own, asked over HTTP.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { EngineEvent } from '#shared/event.ts';
import { connectRemote } from '#server/remote.ts';
import { readServerFile, serverFilePath, writeServerFile } from '#server/server-file.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { wherry } from '#test/helpers/wherry.ts';
import { programInPath } from './program-in-path.ts';
import { START, startServe } from './start-serve.ts';

// Each test starts processes, two or three of them, beside all the other tests.
vi.setConfig({ testTimeout: 120_000 });

test('the whole way: demo, a run, its files and events; then it ends at SIGTERM and leaves nothing', async () => {
  const { dataDirectory, child, ended, output, file, call } = await startServe();
  expect(output()).toContain(`Wherry is at ${file.url}#token=${file.token}`);
  expect([file.pid, fs.statSync(serverFilePath(dataDirectory)).mode & 0o777]).toEqual([child.pid, 0o600]);

  const remote = await connectRemote(serverFilePath(dataDirectory));
  const types = new Set<EngineEvent['type']>();
  remote?.subscribe(({ type }) => void types.add(type));
  const { ruleId } = await call('demo.start', {});
  await call('rule.run', { ruleId });
  expect(await call('file.counts', { ruleId })).toMatchObject({ done: 5, failed: 2, skipped: 1 });
  await vi.waitFor(() => {
    expect([...types]).toEqual(
      expect.arrayContaining(['run-started', 'file-changed', 'log-line', 'notice', 'run-ended']),
    );
  });
  await remote?.close();

  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(fs.existsSync(serverFilePath(dataDirectory))).toBe(false);
});

test('the page is there without a token, and carries none', async () => {
  const { file } = await startServe();
  const response = await fetch(file.url);
  const text = await response.text();
  expect([response.status, text.includes('<div id="root">'), text.includes(file.token)]).toEqual([200, true, false]);
});

test('SIGTERM during a run: the file under way is finished, no other is begun, who waits for the run is answered', async () => {
  const { child, ended, call, dataDirectory } = await startServe();
  const { ruleId } = await call('demo.start', {});
  const run = call('rule.run', { ruleId });
  await vi.waitFor(async () => expect((await call('file.counts', { ruleId })).active).toBeGreaterThan(0), START);
  child.kill('SIGTERM');
  const { state } = (await run).run;
  const { code, stdout, stderr } = await ended;
  expect([state, code, stdout + stderr]).toEqual([
    'cancelled',
    0,
    expect.stringContaining('finishing what is under way'),
  ]);
  // Nobody has raised it a second time.
  expect(stdout + stderr).not.toContain('ending at once');
  expect(fs.existsSync(serverFilePath(dataDirectory))).toBe(false);
});

test('a second one on the same data directory ends with 4 and names the first', async () => {
  const { dataDirectory, file } = await startServe();
  const { code, stderr } = await wherry(['serve', '--port', '0', '--data-dir', dataDirectory]);
  expect([code, stderr]).toEqual([
    4,
    expect.stringContaining(`process ${file.pid}) serves this data directory at ${file.url}`),
  ]);
  expect(readServerFile(serverFilePath(dataDirectory))).toEqual(file);
});

test('with --open, too, where the first does not answer', async () => {
  const { dataDirectory, child, file } = await startServe();
  writeServerFile(serverFilePath(dataDirectory), { ...file, url: 'http://127.0.0.1:9/' });
  const { code, stderr } = await wherry(['serve', '--open', '--data-dir', dataDirectory]);
  expect([code, stderr]).toEqual([4, expect.stringMatching(/does not answer at present/)]);
  expect(child.exitCode).toBeNull();
});

test('--open starts the browser without the token in its command line; a second one opens the pages of the first', async () => {
  const { env, told: addresses } = programInPath('xdg-open', '"$1"');
  const { dataDirectory, file } = await startServe({ args: ['--open'], env });
  await vi.waitFor(() => expect(addresses()).toHaveLength(1), START);
  const { code, stdout } = await wherry(['serve', '--open', '--data-dir', dataDirectory], { env });
  expect([code, stdout, addresses().length]).toEqual([0, expect.stringContaining('is there already'), 2]);
  for (const address of addresses()) {
    expect(address).not.toContain(file.token);
    const [first, second] = [
      await fetch(address, { redirect: 'manual' }),
      await fetch(address, { redirect: 'manual' }),
    ];
    expect([first.status, first.headers.get('location'), second.status]).toEqual([303, `../#token=${file.token}`, 410]);
  }
});

test('the token stays over a restart', async () => {
  const first = await startServe();
  first.child.kill('SIGTERM');
  await first.ended;
  const second = await startServe({ dataDirectory: first.dataDirectory });
  expect(second.file.token).toBe(first.file.token);
});

test('a token of --token-file is taken instead of one of our own', async () => {
  const tokenFile = path.join(temporaryFolder(), 'token');
  fs.writeFileSync(tokenFile, 'this-is-a-token-that-a-person-has-made\n');
  const { file, dataDirectory } = await startServe({ args: ['--token-file', tokenFile] });
  expect(fs.existsSync(path.join(dataDirectory, 'server-token'))).toBe(false);
  expect(file.token).toBe('this-is-a-token-that-a-person-has-made');
});

test('after a kill the next one starts, whatever the killed one has left', async () => {
  const first = await startServe();
  first.child.kill('SIGKILL');
  await first.ended;
  expect(fs.existsSync(serverFilePath(first.dataDirectory))).toBe(true);
  const second = await startServe({ dataDirectory: first.dataDirectory });
  expect(second.file.pid).toBe(second.child.pid);
});

test('a token file that is too short is refused before anything is served', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, 'token'), 'short\n');
  const { code, stderr } = await wherry([
    'serve',
    '--port',
    '0',
    '--data-dir',
    folder,
    '--token-file',
    path.join(folder, 'token'),
  ]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('holds no token')]);
});
