import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { chooseFreeName, ensureWritableDirectory, publish } from '#engine/publish.ts';
import { smallDiskProblem } from '#test/helpers/small-disk.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { errorOf } from '#test/sources/sftp/try-session.ts';

/** Memory, where there is such a disk: another one than that of the temporary folders. */
const SHM = '/dev/shm';

async function part(content = 'content'): Promise<{ folder: string; from: string; to: string }> {
  const folder = temporaryFolder();
  await fs.mkdir(path.join(folder, '.wherry'));
  const from = path.join(folder, '.wherry', 'a.part');
  await fs.writeFile(from, content);
  return { folder, from, to: path.join(folder, 'a.csv') };
}

/** As on FAT: the kernel's own answer to a link there. */
function withoutLinks(): void {
  const link = vi.spyOn(fs, 'link').mockImplementation(async () => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  });
  onTestFinished(() => link.mockRestore());
}

test('b31: the file has its final name and no other', async () => {
  const { from, to } = await part();
  await publish(from, to);
  expect(await fs.readFile(to, 'utf8')).toBe('content');
  expect(existsSync(from)).toBe(false);
  expect(statSync(to).nlink).toBe(1);
});

test.each(['file', 'folder', 'dead link'])('b41: a %s of the same name is never replaced', async (kind) => {
  const { from, to } = await part();
  if (kind === 'file') await fs.writeFile(to, "a stranger's");
  if (kind === 'folder') await fs.mkdir(to);
  if (kind === 'dead link') await fs.symlink('/nowhere', to);
  for (const prepare of [() => {}, withoutLinks]) {
    prepare();
    expect(await errorOf(publish(from, to))).toMatchObject({ code: 'name-taken' });
    expect(await fs.readFile(from, 'utf8')).toBe('content');
    if (kind === 'file') expect(await fs.readFile(to, 'utf8')).toBe("a stranger's");
  }
});

test('b31: a crash between the two names is mended by doing it again', async () => {
  const { from, to } = await part();
  await fs.link(from, to);
  await publish(from, to);
  expect(await fs.readFile(to, 'utf8')).toBe('content');
  expect(existsSync(from)).toBe(false);
});

test('a file that has its name already is not removed', async () => {
  const { from } = await part();
  expect(await errorOf(publish(from, from))).toMatchObject({ code: 'name-taken' });
  expect(await fs.readFile(from, 'utf8')).toBe('content');
});

test('of 50 that want the same name at the same time one gets it, with and without links', async () => {
  for (const prepare of [() => {}, withoutLinks]) {
    prepare();
    const { folder, to } = await part();
    const ends = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const from = path.join(folder, `${n}.part`);
        await fs.writeFile(from, String(n));
        return publish(from, to).then(
          () => n,
          () => null,
        );
      }),
    );
    const winners = ends.filter((end) => end !== null);
    expect(winners).toHaveLength(1);
    expect(await fs.readFile(to, 'utf8')).toBe(String(winners[0]));
  }
});

test('without hard links the file gets its name all the same', async () => {
  withoutLinks();
  const { from, to } = await part();
  await publish(from, to);
  expect(await fs.readFile(to, 'utf8')).toBe('content');
  expect(existsSync(from)).toBe(false);
});

const hasOtherDisk = existsSync(SHM) && statSync(SHM).dev !== statSync(path.dirname(import.meta.filename)).dev;
test.skipIf(!hasOtherDisk)(
  'b54: a file moves to another disk without replacing anything or leaving rests',
  async () => {
    const target = await fs.mkdtemp(path.join(SHM, 'wherry-test-'));
    onTestFinished(() => fs.rm(target, { recursive: true }));
    const source = await fs.mkdtemp(path.join(path.dirname(import.meta.filename), '.wherry-test-'));
    onTestFinished(() => fs.rm(source, { recursive: true }));
    const [from, to] = [path.join(source, 'a.csv'), path.join(target, 'a.csv')];
    await fs.writeFile(from, 'content');
    await publish(from, to);
    expect(await fs.readFile(to, 'utf8')).toBe('content');
    expect(existsSync(from)).toBe(false);
    await fs.writeFile(from, 'another');
    expect(await errorOf(publish(from, to))).toMatchObject({ code: 'name-taken' });
    expect(await fs.readFile(from, 'utf8')).toBe('another');
    expect(await fs.readFile(to, 'utf8')).toBe('content');
    expect(await fs.readdir(target)).toEqual(['a.csv']);
  },
);

test('b54: a file that is gone is told as gone', async () => {
  const { from, to } = await part();
  await fs.rm(from);
  expect(await errorOf(publish(from, to))).toMatchObject({ code: 'file-gone', kind: 'permanent' });
});

test('a folder that is gone is not mistaken for a file that is gone', async () => {
  const { from, folder } = await part();
  expect(await errorOf(publish(from, path.join(folder, 'no', 'a.csv')))).toMatchObject({ code: 'file-system' });
  expect(await fs.readFile(from, 'utf8')).toBe('content');
});

test('b41: a name that is in use or reserved gets the suffix, then a number', async () => {
  const folder = temporaryFolder();
  const choose = (reserved: string[] = []): Promise<string> =>
    chooseFreeName(folder, 'a.csv', 'b1c2d3', (candidate) => reserved.includes(path.basename(candidate)));
  expect(await choose()).toBe(path.join(folder, 'a.csv'));
  await fs.writeFile(path.join(folder, 'a.csv'), '');
  expect(await choose()).toBe(path.join(folder, 'a_b1c2d3.csv'));
  expect(await choose(['a_b1c2d3.csv'])).toBe(path.join(folder, 'a_b1c2d3_2.csv'));
  await fs.symlink('/nowhere', path.join(folder, 'a_b1c2d3.csv'));
  await fs.mkdir(path.join(folder, 'a_b1c2d3_2.csv'));
  expect(await choose()).toBe(path.join(folder, 'a_b1c2d3_3.csv'));
});

test('b40: a missing folder is made, and nothing is left in it', async () => {
  const folder = path.join(temporaryFolder(), 'a', 'b');
  await ensureWritableDirectory(folder);
  await ensureWritableDirectory(folder);
  expect(await fs.readdir(folder)).toEqual([]);
});

test('b40: a folder that cannot be written is an error of the settings', async () => {
  const file = path.join(temporaryFolder(), 'file');
  await fs.writeFile(file, '');
  expect(await errorOf(ensureWritableDirectory(file))).toMatchObject({ code: 'not-writable', kind: 'config' });
  expect(await errorOf(ensureWritableDirectory(path.join(file, 'below')))).toMatchObject({ kind: 'config' });
});

test.skipIf(process.platform !== 'linux')('b40: a folder that refuses files is an error of the settings', async () => {
  expect(await errorOf(ensureWritableDirectory('/sys'))).toMatchObject({ code: 'not-writable', kind: 'config' });
});

test.skipIf(smallDiskProblem() !== null)(
  'a file that another program holds stays, and no copy of it is left',
  async () => {
    const { folder, from, to } = await part();
    execFileSync('mount', ['--bind', from, from]);
    onTestFinished(() => void execFileSync('umount', ['--lazy', from]));
    expect(await errorOf(publish(from, to))).toMatchObject({ code: 'file-locked', kind: 'transient' });
    expect(await fs.readdir(folder)).toEqual(['.wherry']);
    expect(await fs.readFile(from, 'utf8')).toBe('content');
  },
);
