import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makePipeFolder, removeDeadPipeFolders } from '#engine/steps/pipe-folders.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

test('what a SIGKILL has left of pipes is removed by the next process, and nothing else is', async () => {
  const directory = temporaryFolder();
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const minutesAgo = new Date(Date.now() - 120_000);
  const make = (name: string, age = minutesAgo): string => {
    const folder = path.join(directory, name);
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'out'), '');
    fs.utimesSync(folder, age, age);
    return name;
  };
  make(`wherry-pipes-${dead}-AbC123`);
  const elsewhere = temporaryFolder();
  fs.writeFileSync(path.join(elsewhere, 'kept'), '');
  fs.symlinkSync(elsewhere, path.join(directory, `wherry-pipes-${dead}-link00`));
  const kept = [
    make(`wherry-pipes-${process.pid}-AbC123`),
    make(`wherry-pipes-${dead}-young0`, new Date()),
    make(`wherry-pipes-${dead}-AbC123-of-somebody`),
    make('wherry-pipes-'),
    `wherry-pipes-${dead}-link00`,
  ];
  await removeDeadPipeFolders(directory);
  expect(fs.readdirSync(directory).toSorted()).toEqual(kept.toSorted());
  expect(fs.readdirSync(elsewhere)).toEqual(['kept']);
});

test('a folder of pipes is known as ours by its name', async () => {
  const directory = temporaryFolder();
  const folder = await makePipeFolder(directory);
  expect(path.basename(folder)).toMatch(new RegExp(`^wherry-pipes-${process.pid}-\\w{6}$`));
  await removeDeadPipeFolders(path.join(directory, 'not there'));
});
