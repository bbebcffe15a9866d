import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hashFile, isSameContent, verifyDownload } from '#engine/verify.ts';
import type { Rule } from '#shared/rule.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { sourceFile } from '#test/helpers/source-file.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { errorOf, never } from '#test/sources/sftp/try-session.ts';

const MD5 = '900150983cd24fb0d6963f7d28e17f72';
const OTHER = 'd41d8cd98f00b204e9800998ecf8427e';
const abc = { sizeBytes: 3, md5: MD5 };
const checksum = { algorithm: 'md5', hex: MD5 } as const;

async function verify(
  told: Parameters<typeof sourceFile>[1],
  received = abc,
  unverified: Rule['unverified'] = 'refuse',
  looks: { sizeBytes: number; modifiedAt: number }[] = [],
): Promise<{ slept: readonly number[]; looks: number }> {
  const clock = createFakeClock();
  const left = [...looks];
  const source = { stat: async () => left.shift()! };
  await clock.runUntilDone(
    verifyDownload({ file: sourceFile('a', told), received, source, unverified, clock, signal: never }),
  );
  return { slept: clock.slept(), looks: looks.length - left.length };
}

test('b32: the right size and MD5 are accepted, alone and together', async () => {
  await verify({ sizeBytes: 3, checksum });
  await verify({ sizeBytes: 3 });
  await verify({ checksum });
});

test('b32: a wrong size is told with both numbers', async () => {
  const error = await errorOf(verify({ sizeBytes: 5000, checksum }));
  expect(error).toMatchObject({ code: 'size-mismatch', kind: 'transient' });
  expect(error.message).toBe('size mismatch (expected 5,000 bytes, got 3 bytes)');
});

test('b32: a wrong MD5 is told with both sums', async () => {
  const error = await errorOf(verify({ sizeBytes: 3, checksum: { algorithm: 'md5', hex: OTHER } }));
  expect(error).toMatchObject({ code: 'md5-mismatch', kind: 'transient' });
  expect(error.message).toBe(`md5 mismatch (expected ${OTHER}, got ${MD5})`);
});

test('b34: a file of no bytes is compared as any other', async () => {
  await verify({ sizeBytes: 0 }, { sizeBytes: 0, md5: OTHER });
  expect(await errorOf(verify({ sizeBytes: 0 }))).toMatchObject({ code: 'size-mismatch' });
});

test('b33: a file without size and MD5 is refused, accepted, or looked at twice, as the rule says', async () => {
  expect(await errorOf(verify({}, abc, 'refuse'))).toMatchObject({ code: 'unverifiable', kind: 'permanent' });
  expect(await verify({}, abc, 'accept')).toEqual({ slept: [], looks: 0 });
  const same = { sizeBytes: 3, modifiedAt: 1000 };
  expect(await verify({}, abc, 'stable', [same, same])).toEqual({ slept: [5_000], looks: 2 });
});

test('b33: a file that is still being written is tried again later', async () => {
  const grown = verify({}, abc, 'stable', [
    { sizeBytes: 3, modifiedAt: 1000 },
    { sizeBytes: 4, modifiedAt: 2000 },
  ]);
  const error = await errorOf(grown);
  expect(error).toMatchObject({ code: 'unstable', kind: 'transient' });
  expect(error.message).toBe('the file still changes: 3 bytes, then 4, 5 s later');
  const touched = verify({}, abc, 'stable', [
    { sizeBytes: 3, modifiedAt: 1000 },
    { sizeBytes: 3, modifiedAt: 2000 },
  ]);
  expect(await errorOf(touched)).toMatchObject({ code: 'unstable' });
});

test('b33: a stable file of which only a part came is not accepted', async () => {
  const same = { sizeBytes: 4, modifiedAt: 1000 };
  expect(await errorOf(verify({}, abc, 'stable', [same, same]))).toMatchObject({ code: 'size-mismatch' });
});

test('b55: a local file is compared by what is in it now', async () => {
  const file = path.join(temporaryFolder(), 'a.csv');
  await fs.writeFile(file, 'abc');
  expect(await hashFile(file, never)).toEqual(abc);
  expect(isSameContent(sourceFile('a', { sizeBytes: 3, checksum }), abc)).toBe(true);
  expect(isSameContent(sourceFile('a', { checksum }), abc)).toBe(true);
  expect(isSameContent(sourceFile('a', { sizeBytes: 4, checksum }), abc)).toBe(false);
  expect(isSameContent(sourceFile('a', { sizeBytes: 3, checksum: { algorithm: 'md5', hex: OTHER } }), abc)).toBe(false);
});

test('hashing can be stopped, and a file that is gone is told', async () => {
  const file = path.join(temporaryFolder(), 'a.csv');
  expect(await errorOf(hashFile(file, never))).toMatchObject({ code: 'file-system' });
  await fs.writeFile(file, 'abc');
  expect(await errorOf(hashFile(file, AbortSignal.abort()))).toMatchObject({ kind: 'cancelled' });
});
