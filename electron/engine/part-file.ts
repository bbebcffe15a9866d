// Unfinished downloads: where they lie, and when they go.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { FileRow, FileState } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import { fileSystemError } from './file-system-error.ts';
import { localName } from './local-name.ts';
import type { Store } from './store/store.ts';

/** Where they are, below the target directory (b31). */
export const PART_DIRECTORY = '.wherry';
/** States from which a download goes on where it was cut off. */
const GOES_ON = new Set<FileState>(['ready', 'active', 'waiting', 'failed', 'interrupted', 'quarantined']);

/** Unique also where two contents of one record are under way. */
export function partPathOf({ targetDirectory }: Rule, { id, externalId }: FileRow): string {
  const name = `${localName(externalId, process.platform).slice(0, 100)}.${id}.part`;
  return path.join(targetDirectory, PART_DIRECTORY, name);
}

/** Also where there is none. */
export async function removePart(partPath: string): Promise<void> {
  await fs.unlink(partPath).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw fileSystemError(partPath, error);
  });
}

/**
 * Removes what was kept for files that nobody will download any more, and the folder where nothing is left. Parts of
 * others who share the target directory stay. Never throws: the next run tries again.
 */
export async function sweepParts(rule: Rule, store: Pick<Store, 'file'>): Promise<void> {
  const directory = path.join(rule.targetDirectory, PART_DIRECTORY);
  for (const name of await fs.readdir(directory).catch(() => [])) {
    const id = /\.(\d{1,15})\.part$/.exec(name)?.[1];
    const file = id === undefined ? null : store.file(Number(id));
    if (file?.ruleId !== rule.id || path.basename(partPathOf(rule, file)) !== name) continue;
    if (file.position === 'download' && GOES_ON.has(file.state)) continue;
    await removePart(path.join(directory, name)).catch(() => 'another program holds it');
  }
  await fs.rmdir(directory).catch(() => 'not there, or holds downloads');
}
