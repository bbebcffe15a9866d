// Errors of SQLite as ours. A fault of the store says nothing about the file that was worked on: what could not be
// noted is not known, so nobody may decide about that file before the next run has looked at what is stored.
import { WherryError } from '../errors.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const [BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB] = [5, 6, 8, 10, 11, 13, 14, 26];

/** `store-full`, `store-busy`, `store-io` (transient), `store-damaged`, `store-read-only` (config); others as they are. */
export function storeError(file: string, thrown: unknown): unknown {
  const code = sqliteCode(thrown);
  if (code === null) return thrown;
  const error = (name: string, message: string, kind: 'transient' | 'config', hint: string) =>
    new WherryError(name, `${file}: ${message}`, { kind, hint, cause: thrown });
  switch (code & 0xff) {
    case FULL:
      return error('store-full', 'the disk is full', 'transient', 'Free some space; Wherry goes on by itself.');
    case BUSY:
    case LOCKED:
      return error('store-busy', 'another process holds it', 'transient', 'Wherry tries again at the next run.');
    case IOERR:
    case CANTOPEN:
      return error(
        'store-io',
        `cannot be read or written (${code})`,
        'transient',
        'Check the disk and its free space.',
      );
    case READONLY:
      return error('store-read-only', 'cannot be written', 'config', 'Give the account that runs Wherry the right to.');
    case CORRUPT:
    case NOTADB:
      return damaged(file, 'the database is damaged', thrown);
    default:
      return thrown;
  }
}

/** Of a sync of the log that SQLite does not do itself: `store-full` or `store-io`. */
export function syncError(file: string, thrown: unknown): unknown {
  const isFull = thrown instanceof Error && 'code' in thrown && ['ENOSPC', 'EDQUOT'].includes(String(thrown.code));
  const message = 'the log could not be put on the disk';
  return storeError(file, Object.assign(new Error(message, { cause: thrown }), { errcode: isFull ? FULL : IOERR }));
}

export function damaged(file: string, message: string, cause?: unknown): WherryError {
  const hint = 'Start Wherry ("wherry run"): it sets the damaged database aside and makes a new one.';
  return new WherryError('store-damaged', `${file}: ${message}`, { kind: 'config', hint, cause });
}

export function isStoreFault(error: WherryError): boolean {
  return error.code.startsWith('store-');
}

function sqliteCode(thrown: unknown): number | null {
  return thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number' ? thrown.errcode : null;
}
