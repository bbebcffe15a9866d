// What becomes of a run when nobody can read what it prints any more.
import fs from 'node:fs';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { WHERRY } from '../helpers/wherry.ts';
import { createWorkstation } from '../helpers/workstation.ts';

test('a run whose output is not read any more does all of its work', async () => {
  const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, `content of ${name}`));
  const { options, ran, attributes } = await createWorkstation({ files });
  const child = spawn(process.execPath, [WHERRY, '--once', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  child.stdout.once('data', () => {
    child.stdout.destroy();
    child.stderr.destroy();
  });
  expect(await exit).toEqual([0, null]);
  expect(ran()).toEqual(['a.csv', 'b.csv', 'c.csv']);
  for (const name of ran()) expect(attributes(name)).toMatchObject({ client_status: 'SUCCESS' });
});

test.skipIf(process.platform !== 'linux')('output that goes to a full disk is told by the exit code', async () => {
  const full = fs.openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [WHERRY, '--help'], { stdio: ['ignore', full, 'pipe'] });
  expect(await once(child, 'exit')).toEqual([3, null]);
  fs.closeSync(full);
});
