import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { lockDataDirectory } from '#engine/lock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const LOCK = new URL('../../electron/engine/lock.ts', import.meta.url).href;

test('b59: a data directory is taken by one process, which is named', () => {
  const folder = temporaryFolder();
  const unlock = lockDataDirectory(folder);
  expect(() => lockDataDirectory(folder)).toThrow(`another Wherry (process ${process.pid}) uses the data directory`);
  unlock();
  lockDataDirectory(folder)();
});

test('a killed process leaves no lock behind', async () => {
  const folder = temporaryFolder();
  const script = `const { lockDataDirectory } = await import(${JSON.stringify(LOCK)}); globalThis.unlock = lockDataDirectory(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(() => lockDataDirectory(folder)).toThrow(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockDataDirectory(folder)();
});
