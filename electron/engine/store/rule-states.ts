// What is remembered of a rule between runs: since when it has its schedule, which slots were served, whether it is
// paused. A slot is served once, whatever restarts or clocks do.
import type { Run } from '#shared/run.ts';
import { RulePause, type Schedule } from '#shared/schedule.ts';
import type { Database } from './database.ts';
import { runOfRow } from './rows.ts';

export interface RuleStates {
  /** Since when the rule has this schedule: now, where it had another one or none. */
  scheduledSince(ruleId: string, schedule: Schedule): number;
  /** Takes a slot. False where it was taken before. @param missed slots before it that this one stands for */
  fire(ruleId: string, scheduledFor: number, missed: number): boolean;
  /** The newest slot that was taken, up to now; later ones are of a clock that was wrong. */
  lastFiring(ruleId: string): number | null;
  /** @param until null: until it is resumed. @param reason who, or why */
  pause(ruleId: string, until: number | null, reason: string): RulePause;
  /** False where it was not paused. */
  resume(ruleId: string): boolean;
  /** Those in force now, by rule. */
  pauses(): Map<string, RulePause>;
  lastRun(ruleId: string): Run | null;
}

/** Enough for a clock that is set back by half a day under a rule that runs every minute. */
const KEPT_FIRINGS = 1_000;

export function createRuleStates(db: Database, now: () => number): RuleStates {
  return {
    scheduledSince: (ruleId, schedule) =>
      db.transaction(() => {
        const text = JSON.stringify(schedule);
        const known = db.get('select scheduled_since from rule_state where rule_id = ? and schedule = ?', ruleId, text);
        if (known !== null) return Number(known['scheduled_since']);
        const since = now();
        db.run(
          `insert into rule_state (rule_id, schedule, scheduled_since) values (?, ?, ?)
           on conflict do update set schedule = excluded.schedule, scheduled_since = excluded.scheduled_since`,
          ruleId,
          text,
          since,
        );
        return since;
      }),
    fire: (ruleId, scheduledFor, missed) =>
      db.transaction(() => {
        const { changes } = db.run(
          'insert or ignore into firing (rule_id, scheduled_for, fired_at, missed) values (?, ?, ?, ?)',
          ruleId,
          scheduledFor,
          now(),
          missed,
        );
        db.run(
          `delete from firing where rule_id = ? and fired_at <
             (select fired_at from firing where rule_id = ? order by fired_at desc limit 1 offset ?)`,
          ruleId,
          ruleId,
          KEPT_FIRINGS - 1,
        );
        return changes === 1;
      }),
    lastFiring(ruleId) {
      const row = db.get(
        'select max(scheduled_for) as last from firing where rule_id = ? and scheduled_for <= ?',
        ruleId,
        now(),
      );
      return row === null || row['last'] === null ? null : Number(row['last']);
    },
    pause(ruleId, until, reason) {
      const since = now();
      db.run(
        `insert into rule_state (rule_id, paused_at, paused_until, pause_reason) values (?, ?, ?, ?) on conflict do update set
           paused_at = excluded.paused_at, paused_until = excluded.paused_until, pause_reason = excluded.pause_reason`,
        ruleId,
        since,
        until,
        reason,
      );
      return { since, until, reason };
    },
    resume: (ruleId) =>
      db.transaction(() => {
        const wasPaused = db.get(`${PAUSED} and rule_id = ?`, now(), ruleId) !== null;
        db.run(
          'update rule_state set paused_at = null, paused_until = null, pause_reason = null where rule_id = ?',
          ruleId,
        );
        return wasPaused;
      }),
    pauses() {
      const rows = db.all(PAUSED, now());
      return new Map(
        rows.map((row) => [
          String(row['rule_id']),
          RulePause.parse({ since: row['paused_at'], until: row['paused_until'], reason: row['pause_reason'] }),
        ]),
      );
    },
    lastRun(ruleId) {
      const row = db.get('select * from run where rule_id = ? order by id desc limit 1', ruleId);
      return row === null ? null : runOfRow(row);
    },
  };
}

const PAUSED = 'select * from rule_state where paused_at is not null and (paused_until is null or paused_until > ?)';
