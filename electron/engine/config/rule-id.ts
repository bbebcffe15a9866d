// The id of a rule that lives in an INI file. The same file must give the same id for ever: the store's rows carry it.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';

/** `default-1a2b3c4d`: the file's name, and the start of its real path's SHA-256. Other names of one file are the same. */
export function ruleIdOf(path: string): string {
  const slug = stemOf(path)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const hash = createHash('sha256').update(realPath(path)).digest('hex').slice(0, 8);
  return `${slug === '' ? 'rule' : slug}-${hash}`;
}

/** The file's name without its ending. */
export function stemOf(path: string): string {
  return basename(path, extname(path));
}

/** Links resolved and, where file names have no case, in the case of the disk. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return resolve(path);
    throw error;
  }
}
