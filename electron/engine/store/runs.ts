// The history of runs.
import type { Database } from './database.ts';
import { runOfRow } from './rows.ts';
import type { Store } from './store.ts';

type Runs = Pick<Store, 'startRun' | 'finishRun' | 'interruptRuns' | 'runs' | 'warnOfRun'>;

export function createRuns(db: Database, now: () => number): Runs {
  return {
    startRun: (ruleId) =>
      runOfRow(
        db.get(`insert into run (rule_id, state, started_at) values (?, 'running', ?) returning *`, ruleId, now())!,
      ),
    finishRun: (run) =>
      runOfRow(
        db.get(
          `update run set state = ?, ended_at = ?, listed = ?, succeeded = ?, failed = ?, waiting = ?, error = ? where id = ? returning *`,
          run.state,
          now(),
          run.listed,
          run.succeeded,
          run.failed,
          run.waiting,
          run.error,
          run.id,
        )!,
      ),
    interruptRuns(ruleId) {
      db.run(`update run set state = 'interrupted' where rule_id = ? and state = 'running'`, ruleId);
    },
    warnOfRun(runId, warning) {
      db.run('update run set warning = ? where id = ?', warning, runId);
    },
    runs: (limit, offset = 0, ruleId = null) =>
      db
        .all(
          'select * from run where ? is null or rule_id = ? order by id desc limit ? offset ?',
          ruleId,
          ruleId,
          limit,
          offset,
        )
        .map(runOfRow),
  };
}
