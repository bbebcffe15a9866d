// One engine per data directory. The lock is an open write transaction on a small SQLite file: the system frees it
// when the process dies, however it dies, so there is no stale lock and no guessing by process numbers.
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import { storeError } from './store/store-error.ts';

/** @returns the function that gives it back. @throws `locked` (config) where another process holds it */
export function lockDataDirectory(directory: string): () => void {
  const ownerFile = path.join(directory, 'owner');
  const database = new DatabaseSync(path.join(directory, 'lock.db'));
  try {
    database.exec('pragma journal_mode = delete; begin exclusive');
  } catch (cause) {
    database.close();
    const error = storeError(path.join(directory, 'lock.db'), cause);
    if (!(error instanceof WherryError) || error.code !== 'store-busy') throw error;
    throw new WherryError('locked', `another Wherry${ownerOf(ownerFile)} uses the data directory ${directory}`, {
      kind: 'config',
      hint: 'Stop it first, or give this one a directory of its own with --data-dir.',
      cause,
    });
  }
  try {
    fs.writeFileSync(ownerFile, String(process.pid));
  } catch (error) {
    database.close();
    throw fileSystemError(ownerFile, error);
  }
  return () => {
    fs.rmSync(ownerFile, { force: true });
    database.close();
  };
}

function ownerOf(ownerFile: string): string {
  try {
    return ` (process ${Number(fs.readFileSync(ownerFile, 'utf8'))})`;
  } catch {
    return '';
  }
}
