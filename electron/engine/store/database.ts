// Opens the SQLite file, brings it up to date, and gives transactions and cached statements. Knows no table.
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { WherryError } from '../errors.ts';
import { MIGRATIONS } from './migrations.ts';

export type Row = Record<string, SQLOutputValue>;

export interface Database {
  /** Runs `work` in one transaction; a throw undoes all of it. A call within another one joins it. */
  transaction<T>(work: () => T): T;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  /** The first row, or null. */
  get(sql: string, ...values: SQLInputValue[]): Row | null;
  run(sql: string, ...values: SQLInputValue[]): { changes: number; id: number };
  close(): void;
}

/**
 * A transaction that has returned survives a kill of this process at once and a power cut of the machine
 * (synchronous = FULL: a begun command that is forgotten would be run again).
 */
export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
  sqlite.exec('pragma journal_mode = wal; pragma synchronous = full;');
  migrate(sqlite);
  const statements = new Map<string, StatementSync>();

  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = sqlite.prepare(sql)));
    return statement;
  }

  return {
    transaction(work) {
      if (sqlite.isTransaction) return work();
      sqlite.exec('begin immediate');
      try {
        const result = work();
        sqlite.exec('commit');
        return result;
      } catch (error) {
        if (sqlite.isTransaction) sqlite.exec('rollback');
        throw error;
      }
    },
    all: (sql, ...values) => prepared(sql).all(...values),
    get: (sql, ...values) => prepared(sql).get(...values) ?? null,
    run(sql, ...values) {
      const { changes, lastInsertRowid } = prepared(sql).run(...values);
      return { changes: Number(changes), id: Number(lastInsertRowid) };
    },
    close() {
      if (sqlite.isOpen) sqlite.close();
    },
  };
}

function migrate(sqlite: DatabaseSync): void {
  const version = Number(sqlite.prepare('pragma user_version').get()?.['user_version']);
  if (version > MIGRATIONS.length) {
    throw new WherryError('newer-database', `the data directory was written by a newer Wherry (version ${version})`, {
      kind: 'config',
      hint: 'Start the newer Wherry, or use another data directory.',
    });
  }
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue;
    sqlite.exec(`begin immediate; ${sql}; pragma user_version = ${index + 1}; commit;`);
  }
}
