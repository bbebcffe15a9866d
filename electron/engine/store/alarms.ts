// Which alarms are raised, and when people were told of them: kept over restarts, so that a rule that is started by
// cron again and again does not tell the same thing at every run.
import { putMail } from './mails.ts';
import type { Database } from './database.ts';
import type { Store } from './store.ts';

/** What the silence alarms are decided by. */
export interface Activity {
  /** When the rule was looked at first; kept, since the history of runs is not. */
  watchedSince: number;
  /** When the newest file was found. Virtual ones, and those skipped before any attempt, are not counted. */
  lastFileAt: number | null;
  /** End of the newest run that succeeded. */
  lastSuccessAt: number | null;
  /** Of the newest run. `endedAt` is null while it goes on. */
  lastRun: { startedAt: number; endedAt: number | null } | null;
}

type Alarms = Pick<Store, 'raiseAlarm' | 'clearAlarms' | 'activity'>;

export function createAlarms(db: Database, now: () => number): Alarms {
  function time(sql: string, ruleId: string): number | null {
    const value = db.get(sql, ruleId)?.['at'] ?? null;
    return value === null ? null : Number(value);
  }

  function watchedSince(ruleId: string): number {
    const known = time(`select raised_at as at from alarm where rule_id = ? and key = 'watched'`, ruleId);
    if (known !== null) return known;
    const first = time('select started_at as at from run where rule_id = ? order by id limit 1', ruleId) ?? now();
    db.run(`insert into alarm (rule_id, key, raised_at) values (?, 'watched', ?)`, ruleId, first);
    return first;
  }

  return {
    raiseAlarm: (ruleId, key, { afterMs, remindMs, mail }) =>
      db.transaction(() => {
        const at = now();
        const row = db.get(
          'insert into alarm (rule_id, key, raised_at) values (?, ?, ?) on conflict do update set key = key returning *',
          ruleId,
          key,
          at,
        );
        const told = row!['told_at'] ?? null;
        const since = Number(told ?? row!['raised_at']);
        const isDue = at >= since + (told === null ? afterMs : remindMs);
        // A time that is still to come was noted while the clock was wrong.
        if (!isDue && since <= at) return false;
        db.run('update alarm set told_at = ? where rule_id = ? and key = ?', at, ruleId, key);
        if (mail !== null) putMail(db, at, ruleId, mail, false);
        return true;
      }),
    clearAlarms: (ruleId, prefix, mail) =>
      db.transaction(() => {
        const cleared = db.all(
          'delete from alarm where rule_id = ?1 and substr(key, 1, length(?2)) = ?2 returning told_at',
          ruleId,
          prefix,
        );
        const wasTold = cleared.some((row) => row['told_at'] !== null);
        if (wasTold && mail !== null) putMail(db, now(), ruleId, mail, false);
        return wasTold;
      }),
    activity(ruleId) {
      const last = db.get(
        `select started_at, case state when 'running' then null else coalesce(ended_at, started_at) end as ended_at
         from run where rule_id = ? order by id desc limit 1`,
        ruleId,
      );
      return {
        watchedSince: watchedSince(ruleId),
        lastFileAt: time(
          `select discovered_at as at from file where rule_id = ? and (state <> 'skipped' or attempt > 0)
           order by discovered_at desc limit 1`,
          ruleId,
        ),
        lastSuccessAt: time(
          `select ended_at as at from run where rule_id = ? and state = 'succeeded' order by id desc limit 1`,
          ruleId,
        ),
        lastRun:
          last === null
            ? null
            : {
                startedAt: Number(last['started_at']),
                endedAt: last['ended_at'] === null ? null : Number(last['ended_at']),
              },
      };
    },
  };
}
