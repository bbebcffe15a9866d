// What is read of the files.
import type { FileRow } from '#shared/file.ts';
import type { StepResult } from '../steps/step.ts';
import type { Database } from './database.ts';
import { fileOfRow } from './rows.ts';
import type { Store } from './store.ts';

/** A file's timeline, oldest first. */
export interface FileStory {
  transitions: { at: number; verb: string; state: string; position: string; detail: string | null }[];
  steps: { endedAt: number; step: string; result: StepResult }[];
}

type Queries = Pick<Store, 'due' | 'active' | 'isReserved' | 'file' | 'known' | 'find' | 'story'>;

export function createQueries(db: Database, now: () => number): Queries {
  function files(sql: string, ...values: (string | number | null)[]): FileRow[] {
    return db.all(sql, ...values).map(fileOfRow);
  }

  return {
    due(ruleId, listed) {
      const at = now();
      // Written in the future: the clock was set back, and nobody is to wait until it has caught up.
      const candidates = files(
        `select * from file where rule_id = ? and state in ('ready', 'waiting')
         and (state = 'ready' or next_attempt_at <= ? or updated_at > ?)
         and (coalesce(claim_sent_at, claimed_at, requeued_at) is not null or id in (select value from json_each(?)))
         order by id`,
        ruleId,
        at,
        at,
        JSON.stringify([...listed]),
      );
      const ours = candidates.filter(
        ({ claimSentAt, claimedAt, requeuedAt }) => (claimSentAt ?? claimedAt ?? requeuedAt) !== null,
      );
      const fresh = new Map(candidates.map((file) => [file.id, file]));
      for (const file of ours) fresh.delete(file.id);
      return [...ours, ...[...listed].flatMap((id) => fresh.get(id) ?? [])];
    },
    active: (ruleId) => files(`select * from file where rule_id = ? and state = 'active' order by id`, ruleId),
    isReserved: (localPath, fileId) =>
      db.get(
        `select 1 from file where local_path = ? and id <> ? and state not in ('done', 'skipped')`,
        localPath,
        fileId,
      ) !== null,
    file: (fileId) => files('select * from file where id = ?', fileId)[0] ?? null,
    known: (ruleId, ref) => files('select * from file where rule_id = ? and ref = ?', ruleId, ref)[0] ?? null,
    find(id) {
      const number = /^\d{1,15}$/.test(id) ? Number(id) : -1;
      const byNumber = files('select * from file where id = ?', number)[0];
      return byNumber ?? files('select * from file where external_id = ? order by id desc limit 1', id)[0] ?? null;
    },
    story: (fileId) => ({
      transitions: db
        .all('select at, verb, state, position, detail from transition where file_id = ? order by id', fileId)
        .map((row) => ({
          at: Number(row['at']),
          verb: String(row['verb']),
          state: String(row['state']),
          position: String(row['position']),
          detail: row['detail'] === null ? null : String(row['detail']),
        })),
      steps: db
        .all('select ended_at, step, result from step_result where file_id = ? order by id', fileId)
        .map((row) => ({
          endedAt: Number(row['ended_at']),
          step: String(row['step']),
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own column, written from this type
          result: JSON.parse(String(row['result'])) as StepResult,
        })),
    }),
  };
}
