// The outbox: what the source has not yet been told about a file. A row is there from the transaction that decided
// the outcome until the source has accepted it; the command is never run again to get there.
import type { FileRow, Outcome } from '#shared/file.ts';
import type { Database, Row } from './database.ts';
import { fileOfRow } from './rows.ts';
import type { Store } from './store.ts';

export interface OutboxReport {
  id: number;
  file: FileRow;
  outcome: Outcome;
  error: string | null;
  tries: number;
  lastError: string | null;
}

/** Within the caller's transaction. A report that was not yet delivered is overtaken by the newer one. */
export function putReport(db: Database, now: number, fileId: number, outcome: Outcome, error: string | null): void {
  db.run('delete from report where file_id = ?', fileId);
  db.run(
    'insert into report (file_id, outcome, error, created_at, next_try_at) values (?, ?, ?, ?, ?)',
    fileId,
    outcome,
    error,
    now,
    now,
  );
}

export function dropReport(db: Database, fileId: number): void {
  db.run('delete from report where file_id = ?', fileId);
}

export function createOutbox(
  db: Database,
  now: () => number,
): Pick<Store, 'dueReports' | 'delivered' | 'undelivered' | 'reportOf' | 'owedReports'> {
  function reportOfRow(row: Row): OutboxReport {
    const file = db.get('select * from file where id = ?', row['file_id']!);
    return {
      id: Number(row['id']),
      file: fileOfRow(file!),
      outcome: row['outcome'] === 'succeeded' ? 'succeeded' : 'failed',
      error: row['error'] === null ? null : String(row['error']),
      tries: Number(row['tries']),
      lastError: row['last_error'] === null ? null : String(row['last_error']),
    };
  }

  return {
    dueReports: (ruleId) =>
      db
        .all(
          `select report.* from report join file on file.id = report.file_id
           where file.rule_id = ? and (report.next_try_at <= ? or report.created_at > ?) order by report.id`,
          ruleId,
          now(),
          now(),
        )
        .map(reportOfRow),
    delivered(reportId, isTold = true) {
      db.transaction(() => {
        if (isTold) {
          db.run(
            `insert into transition (file_id, at, verb, state, position, detail)
           select file.id, ?, 'reported', state, position, case report.outcome when 'succeeded' then 'SUCCESS' else 'FAILED' end
           from report join file on file.id = report.file_id where report.id = ?`,
            now(),
            reportId,
          );
        }
        db.run('delete from report where id = ?', reportId);
      });
    },
    undelivered(reportId, nextTryAt, error) {
      db.run(
        'update report set tries = tries + 1, next_try_at = ?, last_error = ? where id = ?',
        nextTryAt,
        error,
        reportId,
      );
    },
    owedReports: () =>
      new Map(
        db
          .all('select file_id, outcome from report')
          .map((row) => [Number(row['file_id']), row['outcome'] === 'succeeded' ? 'succeeded' : 'failed']),
      ),
    reportOf(fileId) {
      const row = db.get('select * from report where file_id = ?', fileId);
      return row === null ? null : reportOfRow(row);
    },
  };
}
