// The two thresholds of free space (b39): below the first no download is begun, below the second everything stops.
// Nothing here frees space; the next run looks again, so that a rule goes on by itself.
import fs from 'node:fs/promises';
import type { Rule } from '#shared/rule.ts';
import { WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';

/** Throws `disk-full` (transient), always with the folder and the numbers. */
export interface FreeSpace {
  /** Before a run and before each command: target and data directory are above the critical threshold. */
  toGoOn(): Promise<void>;
  /** Before a claim: the file fits, and the first threshold is still kept then. */
  toDownload(sizeBytes: number | null): Promise<void>;
}

export function createFreeSpace(
  { targetDirectory, space: { minFreeBytes, criticalFreeBytes } }: Pick<Rule, 'targetDirectory' | 'space'>,
  dataDirectory: string,
): FreeSpace {
  return {
    async toGoOn() {
      for (const directory of [targetDirectory, dataDirectory]) await needSpace(directory, 0, criticalFreeBytes);
    },
    toDownload: (sizeBytes) => needSpace(targetDirectory, sizeBytes ?? 0, Math.max(minFreeBytes, criticalFreeBytes)),
  };
}

/** @param reserveBytes left free whatever happens, so that logs and the store can still be written */
export async function needSpace(directory: string, neededBytes: number, reserveBytes: number): Promise<void> {
  const { bavail, bsize, blocks } = await fs.statfs(directory).catch((error: unknown) => {
    throw fileSystemError(directory, error);
  });
  const [free, needed] = [bavail * bsize, neededBytes + reserveBytes];
  // Some network file systems tell nothing.
  if (blocks === 0 || free >= needed) return;
  throw new WherryError('disk-full', `${directory}: ${count(free)} bytes are free, ${count(needed)} are needed`, {
    kind: 'transient',
    hint: 'Paused for space. Free some; Wherry goes on by itself.',
  });
}

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
