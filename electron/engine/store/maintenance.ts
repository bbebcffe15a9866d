// Keeps the database small: what only tells a story goes after a while, what prevents a second run stays for ever.
// A done file keeps its row (b28) without its record; everything goes in portions, so that nobody waits for it.
import { stringifyJson } from '../exact-json.ts';
import type { Database } from './database.ts';
import { fileOfRow } from './rows.ts';
import type { Store } from './store.ts';

const PORTION_ROWS = 500;
const PORTION_PAGES = 500;
const DAY_MS = 86_400_000;

/** Each takes the moment before which things are old, and gives back how many it has taken away. */
const PRUNES: readonly string[] = [
  `delete from transition where id in (select id from transition where at < ? limit ${PORTION_ROWS})`,
  `delete from step_result where id in (select id from step_result where ended_at < ? limit ${PORTION_ROWS})`,
  `delete from run where id in (select id from run where started_at < ? and state <> 'running'
     and id not in (select max(id) from run where state = 'succeeded' group by rule_id) limit ${PORTION_ROWS})`,
  `delete from firing where fired_at < ? and scheduled_for < (
     select max(scheduled_for) from firing as newer where newer.rule_id = firing.rule_id)`,
];

/** Never begun, and not looked at since: the source does not list them any more. Where it does, they are found again. */
const FORGOTTEN = `select id from file where state = 'ready' and claimed_at is null and claim_sent_at is null
  and requeued_at is null and local_path is null and attempt = 0 and updated_at < ? limit ${PORTION_ROWS}`;

/** Whose records are not needed any more; where one is, after all, the source has it. */
const FINISHED = `select * from file indexed by file_with_record
  where meta <> '{}' and updated_at < ? and state in ('done', 'skipped', 'failed') limit ${PORTION_ROWS}`;

/** Runs in which there was nothing to do; with many rules they would be most of the history. */
const UNEVENTFUL = `delete from run where id in (select id from run where started_at < ? and state = 'succeeded'
  and succeeded + failed + waiting = 0
  and id not in (select max(id) from run where state = 'succeeded' group by rule_id) limit ${PORTION_ROWS})`;

export function createMaintenance(db: Database, now: () => number): Pick<Store, 'refresh' | 'prune' | 'compact'> {
  function forget(before: number): number {
    const ids = JSON.stringify(db.all(FORGOTTEN, before).map((row) => row['id']));
    for (const table of ['transition', 'step_result', 'report']) {
      db.run(`delete from ${table} where file_id in (select value from json_each(?))`, ids);
    }
    return db.run('delete from file where id in (select value from json_each(?))', ids).changes;
  }

  /** Deleted and put back without its record: SQLite gives no page free when rows only become shorter. */
  function slim(before: number): number {
    const rows = db.all(FINISHED, before);
    db.run('pragma defer_foreign_keys = on');
    db.run(
      'delete from file where id in (select value from json_each(?))',
      JSON.stringify(rows.map((row) => row['id'])),
    );
    for (const row of rows) {
      const columns = Object.keys(row);
      const places = columns.map(() => '?').join(', ');
      db.run(`insert into file (${columns.join(', ')}) values (${places})`, ...Object.values({ ...row, meta: '{}' }));
    }
    return rows.length;
  }

  return {
    refresh: (fileId, meta) =>
      fileOfRow(db.get('update file set meta = ? where id = ? returning *', stringifyJson(meta), fileId)!),
    prune: (before) =>
      db.transaction(() => {
        let rows = db.run(UNEVENTFUL, Math.max(before, now() - DAY_MS)).changes + forget(before) + slim(before);
        for (const sql of PRUNES) rows += db.run(sql, before).changes;
        return rows;
      }),
    compact() {
      db.all(`pragma incremental_vacuum(${PORTION_PAGES})`);
      db.all('pragma wal_checkpoint(passive)');
    },
  };
}
