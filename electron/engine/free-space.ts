// The two thresholds of free space (b39): below the first no download is begun, below the second everything stops.
// Nothing here frees space; the next run looks again, so that a rule goes on by itself.
import fs from 'node:fs/promises';
import type { Rule } from '#shared/rule.ts';
import { WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';

/** Each throws `disk-full` (transient), with the folder and the numbers. */
export interface FreeSpace {
  /** Before a run and before each command: target and data directory are above the critical threshold. */
  toGoOn(): Promise<void>;
  /** Before a claim: the file fits, and the first threshold is still kept then. */
  toDownload(sizeBytes: number | null): Promise<void>;
  /** Before and during a download: so much more fits, and the critical threshold is still kept then. */
  toReceive(bytes: number): Promise<void>;
}

/** A fast disk takes some tens of megabytes meanwhile; the critical threshold is more. */
const LOOK_EVERY_MS = 100;

/** Of one run: what is free is asked for when it is not known from a moment ago, as with many small files. */
export function createFreeSpace(
  { targetDirectory, space: { minFreeBytes, criticalFreeBytes } }: Pick<Rule, 'targetDirectory' | 'space'>,
  dataDirectory: string,
): FreeSpace {
  const looks = new Map<string, { freeBytes: number; at: number }>();

  async function need(directory: string, bytes: number): Promise<void> {
    const last = looks.get(directory);
    // Real time on purpose: it watches a real disk.
    if (last !== undefined && performance.now() - last.at < LOOK_EVERY_MS && last.freeBytes >= bytes) return;
    const freeBytes = await freeBytesOf(directory);
    looks.set(directory, { freeBytes, at: performance.now() });
    if (freeBytes >= bytes) return;
    throw new WherryError('disk-full', `${directory}: ${count(freeBytes)} bytes are free, ${count(bytes)} are needed`, {
      kind: 'transient',
      hint: 'Paused for space. Free some; Wherry goes on by itself.',
    });
  }

  return {
    async toGoOn() {
      await Promise.all([targetDirectory, dataDirectory].map((directory) => need(directory, criticalFreeBytes)));
    },
    toDownload: (sizeBytes) => need(targetDirectory, (sizeBytes ?? 0) + Math.max(minFreeBytes, criticalFreeBytes)),
    toReceive: (bytes) => need(targetDirectory, bytes + criticalFreeBytes),
  };
}

/** Some network file systems tell nothing: there is always enough. */
async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize, blocks } = await fs.statfs(directory).catch((error: unknown) => {
    throw fileSystemError(directory, error);
  });
  return blocks === 0 ? Infinity : bavail * bsize;
}

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
