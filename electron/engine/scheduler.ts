// Runs many rules by their schedules, side by side: one timer for the earliest of them, which also looks every few
// seconds whether somebody has paused a rule or the machine was asleep.
import { isDeepStrictEqual } from 'node:util';
import type { RulePause } from '#shared/schedule.ts';
import { toWherryError } from './errors.ts';
import type { Log } from './log.ts';
import type { RuleStates } from './store/rule-states.ts';
import { createTrigger, type ScheduledRule, type Trigger, type TriggerDeps } from './trigger.ts';
import { createWakeWatch } from './wake.ts';

/** How soon a pause by another process is noticed. */
const LOOK_MS = 3_000;
const CHECK_MS = 60_000;

export interface SchedulerOptions extends Omit<TriggerDeps, 'onChange'> {
  rules: readonly ScheduledRule[];
  states: TriggerDeps['states'] & Pick<RuleStates, 'pauses'>;
  log: Log;
  /** Once a minute, whatever runs. Must not throw. */
  onMinute(): void;
}

export interface Scheduler {
  /** Until the signal to stop, and the end of the runs that are under way then. Once. */
  run(): Promise<void>;
  /** Null where it is not known, or there is no such rule. */
  nextRunAt(ruleId: string): number | null;
  /**
   * Takes a rule up, or in the place of the one with its id. One whose run was ended by that is run again at once, one
   * whose schedule stays keeps its next time, one that got another interval waits for it, one that is new begins with a run.
   */
  set(rule: ScheduledRule): void;
  /** Starts no run of it any more. */
  remove(ruleId: string): void;
  /** Until then, epoch ms, a run's own error is no news: the machine has just woken up (b61). */
  quietUntil(): number;
  /** Looks at once, instead of within seconds: a rule was paused or resumed. */
  lookNow(): void;
}

export function createScheduler({ rules, ...options }: SchedulerOptions): Scheduler {
  const { clock, stop, states, log } = options;
  let nap = new AbortController();
  const lookNow = (): void => nap.abort();
  const triggers = new Map<string, Trigger & { of: ScheduledRule }>();
  /** Runs of rules that were replaced or removed. */
  const retired = new Set<Promise<void>>();
  const watch = createWakeWatch(clock, LOOK_MS);
  let checkedAt = clock.now();
  let pauses: ReadonlyMap<string, RulePause> = new Map();
  /** That they cannot be read. */
  let isTold = false;

  function set(rule: ScheduledRule): void {
    const { id } = rule.rule;
    const old = triggers.get(id);
    const firstAt = old === undefined ? null : keptTime(old, rule);
    remove(id);
    triggers.set(id, { ...createTrigger(rule, { ...options, onChange: lookNow }, firstAt), of: rule });
    lookNow();
  }

  function keptTime(old: Trigger & { of: ScheduledRule }, { rule: { schedule } }: ScheduledRule): number | null {
    if (old.of.isRunning()) return clock.now();
    if (schedule.kind !== 'interval') return null;
    const isSame = isDeepStrictEqual(old.of.rule.schedule, schedule);
    return (isSame ? old.nextRunAt() : null) ?? clock.now() + schedule.everyMs;
  }

  function remove(ruleId: string): void {
    const trigger = triggers.get(ruleId);
    if (trigger === undefined) return;
    triggers.delete(ruleId);
    trigger.retire();
    const end = trigger.ended().finally(() => retired.delete(end));
    retired.add(end);
  }

  /** What cannot be read now is as it was: nobody would start us again if we ended for that. */
  function readPauses(): void {
    try {
      pauses = states.pauses();
      isTold = false;
    } catch (thrown) {
      if (isTold) return;
      isTold = true;
      log.error(`pauses could not be read, those known before hold: ${toWherryError(thrown).message}`);
    }
  }

  function look(): void {
    const seen = watch.look();
    readPauses();
    for (const [ruleId, trigger] of triggers) {
      if (seen.kind === 'woke') trigger.woke(seen.jumpMs);
      if (seen.kind === 'set-back') trigger.setBack(seen.jumpMs);
      trigger.tick(pauses.get(ruleId) ?? null);
    }
    if (Math.abs(clock.now() - checkedAt) < CHECK_MS) return;
    checkedAt = clock.now();
    options.onMinute();
  }

  async function sleep(): Promise<void> {
    const dueAt = Math.min(...[...triggers.values()].map((trigger) => trigger.dueAt()));
    const waitMs = Math.max(0, Math.min(LOOK_MS, dueAt - clock.now()));
    const { signal } = nap;
    await clock.sleep(waitMs, signal).catch((reason: unknown) => {
      if (!signal.aborted) throw reason;
    });
    if (signal.aborted) nap = new AbortController();
  }

  for (const rule of rules) set(rule);
  return {
    set,
    remove,
    async run() {
      stop.addEventListener('abort', lookNow, { once: true });
      while (!stop.aborted) {
        look();
        await sleep();
      }
      stop.removeEventListener('abort', lookNow);
      await Promise.all([...triggers.values()].map((trigger) => trigger.ended()));
      await Promise.all(retired);
    },
    nextRunAt: (ruleId) => triggers.get(ruleId)?.nextRunAt() ?? null,
    quietUntil: () => watch.quietUntil(),
    lookNow,
  };
}
