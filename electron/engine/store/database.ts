// Opens the SQLite file, brings it up to date, and gives transactions and cached statements. Knows no table.
import fs from 'node:fs';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { WherryError } from '../errors.ts';
import { MIGRATIONS } from './migrations.ts';
import { createLogSync, type LogSync } from './log-sync.ts';
import { damaged, storeError, syncError } from './store-error.ts';

export type Row = Record<string, SQLOutputValue>;

export interface Database {
  /**
   * Runs `work` in one transaction; a throw undoes all of it. A call within another one joins it.
   * @param durable `later`: on the disk with the next transaction that is not so, or when `onDisk` says that it is
   */
  transaction<T>(work: () => T, durable?: 'later'): T;
  /** What was committed before the call survives a power cut when it resolves; together with what others ask for. */
  onDisk(): Promise<void>;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  /** The first row, or null. */
  get(sql: string, ...values: SQLInputValue[]): Row | null;
  run(sql: string, ...values: SQLInputValue[]): { changes: number; id: number };
  readonly file: string;
  /** Closes it, does what needs the file for itself, and opens what is there then. */
  reopen<T>(between: (file: string) => T): T;
  close(): void;
}

/**
 * A damaged file is opened all the same, so that it can be set aside; until then everything else throws `store-damaged`.
 * A transaction that has returned survives a kill of this process at once and a power cut of the machine
 * (synchronous = FULL), but for those that may be `later`.
 */
export function openDatabase(file: string): Database {
  let sqlite: DatabaseSync | null = null;
  let log: LogSync | null = null;
  let damage: unknown = null;
  const statements = new Map<string, StatementSync>();

  function guarded<T>(work: (connection: DatabaseSync) => T): T {
    if (sqlite === null) throw damage;
    try {
      return work(sqlite);
    } catch (error) {
      throw storeError(file, error);
    }
  }

  function openFile(): void {
    try {
      const connection = open(file);
      sqlite = connection;
      if (hasLog(connection)) log = createLogSync(file, { checkpoint: () => checkpoint(connection) });
    } catch (error) {
      damage = storeError(file, error);
      if (!(damage instanceof WherryError) || damage.code !== 'store-damaged') throw damage;
    }
  }

  function close(): void {
    statements.clear();
    log?.close();
    log = null;
    if (sqlite?.isOpen === true) sqlite.close();
  }

  function prepared(connection: DatabaseSync, sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = connection.prepare(sql)));
    return statement;
  }

  /** Without a log that can be synced beside, each commit syncs. */
  function synced<T>(connection: DatabaseSync, work: () => T): T {
    if (log === null) return work();
    connection.exec('pragma synchronous = full');
    try {
      return work();
    } finally {
      connection.exec('pragma synchronous = normal');
    }
  }

  openFile();
  return {
    file,
    transaction: (work, durable) =>
      guarded((connection) => {
        if (connection.isTransaction) return work();
        if (durable === 'later') return committed(connection, work);
        return synced(connection, () => committed(connection, work));
      }),
    onDisk: async () =>
      log?.onDisk().catch((error: unknown) => {
        throw syncError(file, error);
      }),
    all: (sql, ...values) => guarded((connection) => prepared(connection, sql).all(...values)),
    get: (sql, ...values) => guarded((connection) => prepared(connection, sql).get(...values) ?? null),
    run: (sql, ...values) =>
      guarded((connection) => {
        const statement = prepared(connection, sql);
        const execute = () => statement.run(...values);
        const { changes, lastInsertRowid } = connection.isTransaction ? execute() : synced(connection, execute);
        return { changes: Number(changes), id: Number(lastInsertRowid) };
      }),
    reopen(between) {
      close();
      sqlite = null;
      const result = between(file);
      openFile();
      return result;
    },
    close,
  };
}

/** @throws what SQLite throws, damage that a quick check finds included */
function open(file: string): DatabaseSync {
  const isNew = !fs.existsSync(file);
  if (!isNew && fs.statSync(file).size === 0) throw damaged(file, 'the database is empty');
  const sqlite = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
  try {
    // Said again it would be a write, also by who only looks, and into a database that is damaged.
    if (isNew) sqlite.exec('pragma auto_vacuum = incremental');
    sqlite.exec('pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 10000000');
    migrate(sqlite);
    if (hasLog(sqlite)) sqlite.exec('pragma synchronous = normal');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function committed<T>(connection: DatabaseSync, work: () => T): T {
  connection.exec('begin immediate');
  try {
    const result = work();
    connection.exec('commit');
    return result;
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback');
    throw error;
  }
}

/** Some network shares cannot have one. */
function hasLog(sqlite: DatabaseSync): boolean {
  return sqlite.prepare('pragma journal_mode').get()?.['journal_mode'] === 'wal';
}

/** Also syncs it. */
function checkpoint(sqlite: DatabaseSync): void {
  const { busy } = sqlite.prepare('pragma wal_checkpoint(full)').get() ?? {};
  if (busy !== 0) throw new Error('another process keeps the log from being written into the database');
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
