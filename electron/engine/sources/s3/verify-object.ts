// What S3 knows of an object's bytes, held against a download. A checksum of the whole object counts; those of its parts
// (an ETag with a dash, type COMPOSITE) cannot be compared without knowing how it was cut, so size and If-Match remain.
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cancelled, WherryError } from '../../errors.ts';
import type { Download } from '../source.ts';
import type { Head } from './bucket.ts';

interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

/** Strongest first. */
const ALGORITHMS = [
  ['ChecksumSHA256', 'SHA-256', () => ofNode('sha256')],
  ['ChecksumSHA1', 'SHA-1', () => ofNode('sha1')],
  ['ChecksumCRC64NVME', 'CRC-64/NVME', () => new Crc64Nvme()],
  ['ChecksumCRC32C', 'CRC-32C', () => new Crc32c()],
  ['ChecksumCRC32', 'CRC-32', () => new Crc32()],
] as const satisfies readonly (readonly [keyof Head['output'], string, () => Hasher])[];

/** Throws `checksum-mismatch` (transient). */
export async function verifyObject({ output }: Head, download: Download, signal: AbortSignal): Promise<void> {
  const md5 = md5Of(output);
  if (md5 !== null) return compare('MD5', md5, download.md5);
  if (output.ChecksumType === 'COMPOSITE') return;
  for (const [field, title, create] of ALGORITHMS) {
    const expected = output[field];
    // A dash: of parts, from servers that do not tell the type.
    if (expected === undefined || expected.includes('-')) continue;
    const found = await hashFile(download.path, create(), signal);
    return compare(title, Buffer.from(expected, 'base64').toString('hex'), Buffer.from(found).toString('hex'));
  }
}

/** The ETag is the MD5 of what was put at once and is not encrypted by a key of one's own (S3: "Common response headers"). */
function md5Of({ ETag, ServerSideEncryption, SSECustomerAlgorithm }: Head['output']): string | null {
  const isPlain = ServerSideEncryption === undefined || ServerSideEncryption === 'AES256';
  const hex = /^"([0-9a-f]{32})"$/.exec(ETag ?? '')?.[1];
  return isPlain && SSECustomerAlgorithm === undefined && hex !== undefined ? hex : null;
}

function compare(title: string, expected: string, found: string): void {
  if (expected === found) return;
  throw new WherryError('checksum-mismatch', `${title} mismatch (expected ${expected}, got ${found})`, {
    kind: 'transient',
    hint: 'The transfer is broken, or the object is damaged on the server.',
  });
}

async function hashFile(path: string, hasher: Hasher, signal: AbortSignal): Promise<Uint8Array> {
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024, signal }) as AsyncIterable<Buffer>) {
      hasher.update(bytes);
    }
  } catch (error) {
    throw signal.aborted ? cancelled(signal.reason) : error;
  }
  return await hasher.digest();
}

function ofNode(algorithm: string): Hasher {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => Promise.resolve(hash.digest()),
  };
}
