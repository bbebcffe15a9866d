// Is this what the source promised? (b32, b33)
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Rule } from '#shared/rule.ts';
import type { Clock } from './clock.ts';
import { cancelled, WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import type { FileHandle, Source } from './sources/source.ts';

/** What was found in a file. */
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

/** Between two looks at a file of which the record tells neither size nor checksum. */
const STABLE_MS = 5_000;
const MISMATCH_HINT = 'The file on the server was changed since it was indexed, or the transfer is broken.';

/**
 * Throws `size-mismatch` and `md5-mismatch` (transient: the next try may get the right bytes). Without size and
 * checksum, as the rule says: `unverifiable` (permanent), `unstable` (transient), or nothing.
 */
export async function verifyDownload(options: VerifyOptions): Promise<void> {
  const { file, received, unverified } = options;
  if (file.sizeBytes !== null || file.checksum !== null) return verifyBytes(file, received);
  switch (unverified) {
    case 'accept':
      return;
    case 'stable':
      return needStable(options);
    case 'refuse':
      throw new WherryError('unverifiable', 'the record has neither size nor MD5, so the file cannot be verified', {
        kind: 'permanent',
        hint: 'The setting "unverified" can accept such files.',
      });
  }
}

function verifyBytes({ sizeBytes, checksum }: FileHandle, received: Received): void {
  if (sizeBytes !== null && received.sizeBytes !== sizeBytes) throw wrongSize(sizeBytes, received.sizeBytes);
  if (checksum !== null && received.md5 !== checksum.hex)
    throw new WherryError('md5-mismatch', `md5 mismatch (expected ${checksum.hex}, got ${received.md5})`, {
      kind: 'transient',
      hint: MISMATCH_HINT,
    });
}

/** True where both, as far as they are known, are as promised. */
export function isSameContent({ sizeBytes, checksum }: FileHandle, found: Received): boolean {
  return (sizeBytes === null || sizeBytes === found.sizeBytes) && (checksum === null || checksum.hex === found.md5);
}

/** Of a local file, to see whether it is still what was downloaded (b55). */
export async function hashFile(path: string, signal: AbortSignal): Promise<Received> {
  const hash = createHash('md5');
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  } catch (error) {
    throw signal.aborted ? cancelled(signal.reason) : fileSystemError(path, error);
  }
  return { sizeBytes, md5: hash.digest('hex') };
}

/** Nobody seems to write it any more, and we have all of it. */
async function needStable({ file, received, source, clock, signal }: VerifyOptions): Promise<void> {
  const first = await source.stat(file, signal);
  await clock.sleep(STABLE_MS, signal);
  const second = await source.stat(file, signal);
  if (first.sizeBytes !== second.sizeBytes || first.modifiedAt !== second.modifiedAt)
    throw new WherryError(
      'unstable',
      `the file still changes: ${count(first.sizeBytes)} bytes, then ${count(second.sizeBytes)}, ${STABLE_MS / 1000} s later`,
      { kind: 'transient' },
    );
  if (second.sizeBytes !== received.sizeBytes) throw wrongSize(second.sizeBytes, received.sizeBytes);
}

function wrongSize(expected: number, got: number): WherryError {
  return new WherryError(
    'size-mismatch',
    `size mismatch (expected ${count(expected)} bytes, got ${count(got)} bytes)`,
    {
      kind: 'transient',
      hint: MISMATCH_HINT,
    },
  );
}

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
