// One rule's times: decides when it runs, and starts it. Has no timer of its own: the scheduler looks at it (`tick`)
// when `dueAt` has come. What is due at once is merged: a run makes up for everything before it.
import type { Rule } from '#shared/rule.ts';
import type { Run } from '#shared/run.ts';
import type { RulePause } from '#shared/schedule.ts';
import { waitAfter } from './backoff.ts';
import type { Clock } from './clock.ts';
import { toWherryError, type WherryError } from './errors.ts';
import type { Log } from './log.ts';
import type { RunEnd } from './run.ts';
import { MAX_MISSED, missed, nextFire, type SlotSchedule } from './schedule.ts';
import type { RuleStates } from './store/rule-states.ts';

/** The wait before a run that could not do its work is tried again, where the schedule has no wait of its own. */
const RETRY_MS = 60_000;

export interface ScheduledRule {
  rule: Rule;
  log: Log;
  /** Runs it; while a run is under way, one more after it. Also people may call it. */
  run(): Promise<RunEnd>;
  isRunning(): boolean;
}

export interface TriggerDeps {
  clock: Clock;
  states: Pick<RuleStates, 'scheduledSince' | 'fire' | 'lastFiring' | 'lastRun'>;
  /** Nothing is started any more. */
  stop: AbortSignal;
  /** Waits until the rule's source can be reached; asked once after a wake. Never throws. */
  network(scheduled: ScheduledRule): Promise<void>;
  /** After each run. @param nextAt when the next one is due, epoch ms */
  onEnd(scheduled: ScheduledRule, end: RunEnd, nextAt: number): void;
  /** `dueAt` may be another one. */
  onChange(): void;
}

export interface Trigger {
  /** When it wants to be looked at; Infinity while it can only wait for the end of its run, or is paused. */
  dueAt(): number;
  /** When the next run is due; null where that is not known: paused, or counted from the end of a run under way. */
  nextRunAt(): number | null;
  /** Starts what is due. */
  tick(pause: RulePause | null): void;
  /** The machine was asleep for so long, or the clock was set forward. */
  woke(asleepMs: number): void;
  /** The wall clock was set back by so much (negative). */
  setBack(byMs: number): void;
  /** Starts nothing any more; a run under way goes on. */
  retire(): void;
  /** The end of the run under way, if there is one. */
  ended(): Promise<void>;
}

/** @param firstAt when its first run is due, epoch ms; null: an interval's at once, others' by their schedule */
export function createTrigger(scheduled: ScheduledRule, deps: TriggerDeps, firstAt: number | null = null): Trigger {
  const { rule, log } = scheduled;
  const { schedule, firing } = rule;
  const { clock, states, stop } = deps;
  const since = states.scheduledSince(rule.id, schedule);
  /** Slots up to here are dealt with. */
  let cursor = Math.min(clock.now(), Math.max(since, states.lastFiring(rule.id) ?? 0));
  let plannedAt = schedule.kind === 'interval' ? (firstAt ?? clock.now()) : nextFire(schedule, cursor, since);
  /** A run could not do its work: nothing is run before this, and then something is. */
  let retryAt = wasCutOff(states.lastRun(rule.id)) ? clock.now() : firstAt;
  let failures = 0;
  let current: Promise<void> | null = null;
  let isQueued = false;
  let needsNetwork = false;
  let pause: RulePause | null = null;
  let isRetired = false;

  function start(): void {
    retryAt = null;
    if (schedule.kind === 'interval') plannedAt = Infinity;
    current = runOnce().finally(() => {
      current = null;
      if (isQueued && !stop.aborted && !isRetired) {
        isQueued = false;
        start();
      }
      deps.onChange();
    });
  }

  async function runOnce(): Promise<void> {
    if (needsNetwork) await deps.network(scheduled);
    needsNetwork = false;
    if (stop.aborted) return;
    isQueued = false;
    try {
      const end = await scheduled.run();
      plan(end.error);
      if (!isRetired) deps.onEnd(scheduled, end, isQueued ? clock.now() : (retryAt ?? plannedAt));
    } catch (thrown) {
      fail(thrown);
    }
  }

  function plan(error: WherryError | null): void {
    failures = error === null ? 0 : failures + 1;
    if (schedule.kind === 'interval') plannedAt = clock.now() + waitAfter(error, failures, schedule.everyMs);
    else if (error !== null) retryAt = clock.now() + waitAfter(error, failures, RETRY_MS);
    if (error !== null) isQueued = false;
  }

  /** Not a run's error but ours, or the disk's: told, and tried again later, since nobody would start us again. */
  function fail(thrown: unknown): void {
    const error = toWherryError(thrown);
    log.error(`the run could not be started or ended: ${error.stack ?? error.message}`);
    plan(error);
  }

  /** Takes the slots that have come; true where they ask for a run. */
  function takeSlots(slots: SlotSchedule, isRetry: boolean): boolean {
    const now = clock.now();
    const { count, last } = missed(slots, cursor, now, since);
    if (last === null) return false;
    cursor = last;
    plannedAt = nextFire(slots, now, since);
    if (!states.fire(rule.id, last, count - 1)) {
      log.debug(`the slot ${inWords(last)} was served before`);
      return false;
    }
    const isLate = now - last > firing.graceMs;
    const lost = isLate ? count : count - 1;
    const isRun = isRetry || !isLate || firing.misfire === 'run-once';
    if (lost > 0) log.warn(`missed ${number(lost)}, ran ${isRun ? 1 : 0}: the last was due at ${inWords(last)}`);
    return isRun;
  }

  function beginDue(): void {
    if ((retryAt ?? plannedAt) > clock.now()) return;
    const isRetry = retryAt !== null;
    retryAt = null;
    if (schedule.kind === 'interval') {
      if (scheduled.isRunning()) plannedAt = clock.now() + schedule.everyMs;
      else start();
      return;
    }
    if (!takeSlots(schedule, isRetry) && !isRetry) return;
    const isBusy = current !== null || scheduled.isRunning();
    if (isBusy && firing.overlap === 'skip') log.info('a run is under way, so this slot is left out');
    else if (current === null) start();
    else isQueued = true;
  }

  /** A pause is meant: what came in it is not made up for. */
  function skipSlots(): void {
    isQueued = false;
    if (schedule.kind === 'interval' || plannedAt > clock.now()) return;
    cursor = clock.now();
    plannedAt = nextFire(schedule, cursor, since);
  }

  return {
    dueAt: () => (pause === null ? (retryAt ?? plannedAt) : Infinity),
    nextRunAt() {
      const at = pause === null ? (retryAt ?? plannedAt) : Infinity;
      return at === Infinity ? null : at;
    },
    tick(nowPaused) {
      if (nowPaused !== null && pause?.since !== nowPaused.since) log.info(pausedInWords(nowPaused));
      if (nowPaused === null && pause !== null) log.info('goes on after a pause');
      try {
        if (pause !== null || nowPaused !== null) skipSlots();
        pause = nowPaused;
        if (pause === null && !stop.aborted) beginDue();
      } catch (thrown) {
        fail(thrown);
      }
    },
    woke(asleepMs) {
      log.info(`nothing happened for ${Math.round(asleepMs / 1000)} s: the machine was asleep, or its clock was set`);
      needsNetwork = true;
    },
    setBack(byMs) {
      log.warn(`the clock was set back by ${Math.round(-byMs / 1000)} s`);
      if (retryAt !== null) retryAt += byMs;
      if (schedule.kind === 'interval') {
        plannedAt += byMs;
        return;
      }
      cursor = Math.min(cursor, clock.now());
      plannedAt = nextFire(schedule, cursor, since);
    },
    retire() {
      isRetired = true;
    },
    ended: () => current ?? Promise.resolve(),
  };
}

/** By a crash or by our being stopped: what its slot was for is not done yet. */
function wasCutOff(lastRun: Run | null): boolean {
  return lastRun?.state === 'interrupted' || lastRun?.state === 'cancelled';
}

function number(count: number): string {
  return count >= MAX_MISSED ? `more than ${MAX_MISSED - 1}` : String(count);
}

function inWords(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

function pausedInWords({ until, reason }: RulePause): string {
  return `paused ${until === null ? 'until it is resumed' : `until ${inWords(until)}`} (${reason})`;
}
