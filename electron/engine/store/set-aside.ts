// A damaged database is never repaired: it is kept beside the new one under another name, for whoever can read it.
// Only under the lock of the data directory.
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WherryError } from '../errors.ts';
import { storeError } from './store-error.ts';

/** @returns the name under which it was set aside; null where it is sound or there is none */
export function setAsideIfDamaged(file: string, now: number): string | null {
  if (!fs.existsSync(file) || isSound(file)) return null;
  const aside = `${file}.corrupt-${new Date(now).toISOString().replaceAll(':', '').replace(/\..*/, '')}`;
  // The database first: without it SQLite throws a left-over WAL away, whereas a database without its WAL is an older one.
  for (const suffix of ['', '-wal', '-shm']) {
    if (fs.existsSync(`${file}${suffix}`)) fs.renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  }
  return path.basename(aside);
}

/** Names of the databases that were set aside so far, oldest first. */
export function namesSetAside(file: string): string[] {
  const prefix = `${path.basename(file)}.corrupt-`;
  const names = fs.readdirSync(path.dirname(file)).filter((name) => name.startsWith(prefix));
  return names.filter((name) => !/-(wal|shm)$/.test(name)).toSorted();
}

/** An empty file is damaged, too: that is what some file systems leave after a power cut. */
function isSound(file: string): boolean {
  if (fs.statSync(file).size === 0) return false;
  let sqlite: DatabaseSync | null = null;
  try {
    sqlite = new DatabaseSync(file, { timeout: 5_000 });
    return sqlite.prepare('pragma quick_check(1)').get()?.['quick_check'] === 'ok';
  } catch (thrown) {
    const error = storeError(file, thrown);
    if (error instanceof WherryError && error.code === 'store-damaged') return false;
    throw error;
  } finally {
    sqlite?.close();
  }
}
