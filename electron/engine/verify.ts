// Is this what the source promised? (b32, b33)
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Rule } from '#shared/rule.ts';
import type { Clock } from './clock.ts';
import { WherryError } from './errors.ts';
import type { FileHandle, Source } from './sources/source.ts';

export interface Received {
  sizeBytes: number;
  /** Lower-case hex. */
  md5: string;
}

export interface VerifyOptions {
  file: FileHandle;
  received: Received;
  source: Pick<Source, 'stat'>;
  unverified: Rule['unverified'];
  clock: Clock;
  signal: AbortSignal;
}

/** A file that is still written to changes within this time. */
const STABLE_MS = 5_000;

/** @throws `size-mismatch`, `md5-mismatch`, `unstable` (transient), `unverifiable` (permanent) */
export async function verifyDownload({ file, received, source, unverified, clock, signal }: VerifyOptions): Promise<void> {
  const { sizeBytes, checksum } = file;
  if (sizeBytes !== null && received.sizeBytes !== sizeBytes) {
    const message = `${count(received.sizeBytes)} of ${count(sizeBytes)} bytes arrived`;
    throw new WherryError('size-mismatch', message, { kind: 'transient' });
  }
  if (checksum !== null && received.md5 !== checksum.hex) {
    const message = `md5 mismatch (expected ${checksum.hex}, got ${received.md5})`;
    throw new WherryError('md5-mismatch', message, { kind: 'transient' });
  }
  if (sizeBytes !== null || checksum !== null || unverified === 'accept') return;
  if (unverified === 'refuse') {
    throw new WherryError('unverifiable', 'the record has neither size nor MD5, so the file cannot be verified', {
      kind: 'permanent',
      hint: 'The setting "unverified" can accept such files.',
    });
  }
  const first = await source.stat(file, signal);
  await clock.sleep(STABLE_MS, signal);
  const second = await source.stat(file, signal);
  const isStable = first.sizeBytes === second.sizeBytes && first.modifiedAt === second.modifiedAt;
  if (isStable && second.sizeBytes === received.sizeBytes) return;
  const message = `the file still changes: ${count(received.sizeBytes)} bytes arrived, then ${count(second.sizeBytes)} were there`;
  throw new WherryError('unstable', message, { kind: 'transient' });
}

/** True where both, as far as they are known, are as promised. */
export function isSameContent({ sizeBytes, checksum }: FileHandle, found: Received): boolean {
  return (sizeBytes === null || sizeBytes === found.sizeBytes) && (checksum === null || checksum.hex === found.md5);
}

export async function hashFile(path: string, signal: AbortSignal): Promise<Received> {
  const hash = createHash('md5');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sizeBytes, md5: hash.digest('hex') };
}

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
