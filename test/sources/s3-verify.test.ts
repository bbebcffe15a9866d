// A download held against what S3 knows of the object; the check values are those that the algorithms' definitions give.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Head } from '#engine/sources/s3/bucket.ts';
import { verifyObject } from '#engine/sources/s3/verify-object.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { idle } from './bettrdata/source-context.ts';

const CHECK = '123456789';
const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
const hashOf = (algorithm: string, text = CHECK): string => createHash(algorithm).update(text).digest('hex');

async function verify(output: Partial<Head['output']>, text = CHECK): Promise<void> {
  const file = path.join(temporaryFolder(), 'part');
  fs.writeFileSync(file, text);
  const download = { path: file, sizeBytes: text.length, md5: hashOf('md5', text) };
  await verifyObject({ sizeBytes: 9, modifiedAt: 0, output: { $metadata: {}, ...output } }, download, idle);
}

/** An ETag of parts, so that the MD5 says nothing. */
const PARTS = { ETag: '"3858f62230ac3c915f300c664312c11f-9"', ChecksumType: 'FULL_OBJECT' } as const;

test.each([
  ['MD5 of the ETag', { ETag: `"${hashOf('md5')}"` }],
  ['SHA-256', { ...PARTS, ChecksumSHA256: base64(hashOf('sha256')) }],
  ['SHA-1', { ...PARTS, ChecksumSHA1: base64(hashOf('sha1')) }],
  ['CRC-64/NVME', { ...PARTS, ChecksumCRC64NVME: base64('ae8b14860a799888') }],
  ['CRC-32C', { ...PARTS, ChecksumCRC32C: base64('e3069283') }],
  ['CRC-32', { ...PARTS, ChecksumCRC32: base64('cbf43926') }],
])('%s: the right bytes pass, others do not', async (_, output) => {
  await verify(output);
  await expect(verify(output, '123456780')).rejects.toMatchObject({ code: 'checksum-mismatch', kind: 'transient' });
});

test.each([
  [
    'an object that is encrypted by a key of KMS',
    { ETag: `"${hashOf('md5', 'other')}"`, ServerSideEncryption: 'aws:kms' },
  ],
  [
    'one that is encrypted by a key of the customer',
    { ETag: `"${hashOf('md5', 'other')}"`, SSECustomerAlgorithm: 'AES256' },
  ],
  ['checksums of parts', { ...PARTS, ChecksumType: 'COMPOSITE', ChecksumCRC32: `${base64('00000000')}-9` }],
  ['checksums of parts without their type', { ETag: PARTS.ETag, ChecksumSHA256: `${base64(hashOf('sha256', 'x'))}-9` }],
  ['nothing', {}],
] as const)('%s cannot be compared, and is no reason to refuse', async (_, output) => {
  await verify(output);
});

test('S3 encrypting by its own key leaves the MD5 as it is', async () => {
  const output = { ETag: `"${hashOf('md5')}"`, ServerSideEncryption: 'AES256' } as const;
  await expect(verify(output, 'other')).rejects.toMatchObject({ code: 'checksum-mismatch' });
});
