import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { download, type DownloadOptions } from '#engine/download.ts';
import { createFreeSpace } from '#engine/free-space.ts';
import { WherryError } from '#engine/errors.ts';
import { fileSystemError } from '#engine/file-system-error.ts';
import { publish } from '#engine/publish.ts';
import type { Received } from '#engine/verify.ts';
import { startDemoInstance } from '#demo/instance.ts';
import { demoFile } from '#demo/file.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { sourceFile } from '#test/helpers/source-file.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { errorOf, never, trySession } from '#test/sources/sftp/try-session.ts';

interface Tried {
  partPath: string;
  received: Promise<Received>;
}

function tryDownload(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: Partial<DownloadOptions> = {},
): Tried {
  const folder = temporaryFolder();
  const partPath = path.join(folder, 'in', '.wherry', 'a.1.part');
  const received = download({
    source: { open: () => stream(chunks) },
    file: sourceFile('a'),
    partPath,
    clock: systemClock,
    signal: never,
    onProgress: () => {},
    needSpace: createFreeSpace(
      { targetDirectory: folder, space: { minFreeBytes: 0, criticalFreeBytes: 50_000_000 } },
      folder,
    ).toReceive,
    ...options,
  });
  return { partPath: options.partPath ?? partPath, received };
}

async function* stream(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function* thenThrow(error: Error, ...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
  throw error;
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

test('b31: the bytes are in the part file, with their number and MD5', async () => {
  const chunks = [randomBytes(700_000), randomBytes(1), randomBytes(0), randomBytes(261_120)];
  const content = Buffer.concat(chunks);
  const { partPath, received } = tryDownload(chunks, { file: sourceFile('a', { sizeBytes: content.length }) });
  expect(await received).toEqual({ sizeBytes: content.length, md5: md5(content) });
  expect((await fs.readFile(partPath)).equals(content)).toBe(true);
});

test('b34: an empty file is an empty part', async () => {
  const { partPath, received } = tryDownload([], { file: sourceFile('a', { sizeBytes: 0 }) });
  expect(await received).toEqual({ sizeBytes: 0, md5: 'd41d8cd98f00b204e9800998ecf8427e' });
  expect(await fs.readFile(partPath)).toHaveLength(0);
});

test('b31: an older, longer part leaves nothing behind', async () => {
  const partPath = path.join(temporaryFolder(), 'a.part');
  await fs.writeFile(partPath, 'x'.repeat(1000));
  await tryDownload([Buffer.from('new')], { partPath }).received;
  expect(await fs.readFile(partPath, 'utf8')).toBe('new');
});

test('b31: a part that a crash left as a second name of a finished file is not written through', async () => {
  const folder = temporaryFolder();
  const [partPath, finalPath] = [path.join(folder, 'a.part'), path.join(folder, 'a.csv')];
  await fs.writeFile(partPath, 'finished');
  await fs.link(partPath, finalPath);
  const { received } = tryDownload(thenThrow(new WherryError('x', 'x', { kind: 'transient' }), Buffer.from('half')), {
    partPath,
  });
  await errorOf(received);
  expect(await fs.readFile(finalPath, 'utf8')).toBe('finished');
});

test('b32: a file that is longer than told is not read to its end', async () => {
  let chunks = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(1000, ++chunks);
  }
  const { received } = tryDownload(endless(), { file: sourceFile('a', { sizeBytes: 3500 }) });
  const error = await errorOf(received);
  expect(error).toMatchObject({ code: 'size-mismatch', kind: 'transient' });
  expect(error.message).toBe('size mismatch (expected 3,500 bytes, got more): the file grows or is another one');
  expect(chunks).toBe(4);
});

test('b39: a file for which there is no space is not begun', async () => {
  let isOpened = false;
  const { received } = tryDownload([], {
    file: sourceFile('a', { sizeBytes: 9_000_000_000_000_000 }),
    source: {
      open() {
        isOpened = true;
        return stream([]);
      },
    },
  });
  const error = await errorOf(received);
  expect(error).toMatchObject({ code: 'disk-full', kind: 'transient' });
  expect(error.message).toMatch(/: [\d,]+ bytes are free, 9,000,000,050,000,000 are needed$/);
  expect(isOpened).toBe(false);
});

test.skipIf(process.platform !== 'linux')('b39: a disk that is full is told as such', async () => {
  const error: unknown = await fs.writeFile('/dev/full', 'x').catch((thrown: unknown) => thrown);
  expect(fileSystemError('/in/a.csv', error)).toMatchObject({
    code: 'disk-full',
    kind: 'transient',
    message: '/in/a.csv: the disk is full',
  });
});

test('b40: a folder that cannot be made is an error of the settings', async () => {
  const file = path.join(temporaryFolder(), 'file');
  await fs.writeFile(file, '');
  const { received } = tryDownload([], { partPath: path.join(file, '.wherry', 'a.part') });
  expect(await errorOf(received)).toMatchObject({ code: 'not-writable', kind: 'config' });
});

test('an error in the middle is told with how far it came', async () => {
  const cause = new WherryError('stalled', 'nothing arrived from sftp.example.com:22 for 60 s', {
    kind: 'transient',
    hint: 'Wait.',
  });
  const told = tryDownload(thenThrow(cause, Buffer.alloc(1204)), { file: sourceFile('a', { sizeBytes: 5000 }) });
  expect(await errorOf(told.received)).toMatchObject({
    code: 'stalled',
    kind: 'transient',
    message: '1,204 of 5,000 bytes, then nothing arrived from sftp.example.com:22 for 60 s',
    hint: 'Wait.',
  });
  const untold = tryDownload(thenThrow(cause, Buffer.alloc(1204)));
  expect((await errorOf(untold.received)).message).toMatch(/^1,204 bytes, then nothing arrived/);
});

test('an error that no further try will mend stays as it is', async () => {
  const cause = new WherryError('not-found', 'not found on SFTP: /in/a.csv', { kind: 'permanent' });
  expect(await errorOf(tryDownload(thenThrow(cause)).received)).toBe(cause);
});

test('a stopped download ends as cancelled, also where the source does not look at the signal', async () => {
  const stop = new AbortController();
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      yield Buffer.alloc(1000);
      stop.abort();
    }
  }
  expect(await errorOf(tryDownload(endless(), { signal: stop.signal }).received)).toMatchObject({ kind: 'cancelled' });
});

test('progress is told a few times a second, and once at the end', async () => {
  const clock = createFakeClock();
  const told: number[] = [];
  async function* slow(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 100; count++) {
      await clock.advance(10);
      yield Buffer.alloc(10);
    }
  }
  await tryDownload(slow(), { clock, onProgress: (bytes) => told.push(bytes) }).received;
  expect(told).toEqual([250, 500, 750, 1000, 1000]);
});

test('b36: a download over SFTP that breaks in the middle leaves no final name; the next try has every byte', async () => {
  const content = randomBytes(3_000_000);
  const instance = await startDemoInstance({ files: [demoFile('a.bin', content)] });
  onTestFinished(() => instance.stop());
  const { host, port, username, password } = instance.sftp;
  const { session } = trySession({ host, port, username }, { password });
  const folder = temporaryFolder();
  const [partPath, finalPath] = [path.join(folder, '.wherry', 'a.part'), path.join(folder, 'a.bin')];
  const source = {
    open: (_file: unknown, offset: number, signal: AbortSignal) =>
      session.read('/upload/a.bin', { offset, sizeBytes: null }, signal),
  };
  const file = sourceFile('a', { sizeBytes: content.length });

  instance.faults.sftp = ({ name, offset }) => (name === 'READ' && offset! > 1_000_000 ? { kind: 'reset' } : null);
  const error = await errorOf(tryDownload([], { source, file, partPath }).received);
  expect(error).toMatchObject({ code: 'connection-lost', kind: 'transient' });
  expect(error.message).toMatch(/^[\d,]+ of 3,000,000 bytes, then the SFTP connection to 127\.0\.0\.1:\d+ was lost: /);
  expect(await fs.readdir(folder)).toEqual(['.wherry']);

  instance.faults.sftp = null;
  expect(await tryDownload([], { source, file, partPath }).received).toEqual({
    sizeBytes: 3_000_000,
    md5: md5(content),
  });
  await publish(partPath, finalPath);
  expect((await fs.readFile(finalPath)).equals(content)).toBe(true);
});
