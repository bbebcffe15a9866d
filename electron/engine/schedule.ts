// When a schedule fires: pure. Everything about zones and summer time is croner's, that is OCPS: a time on the wall
// that does not exist fires at the end of the gap, one that exists twice fires the first time only, a wildcard both.
import { Cron } from 'croner';
import type { NamedInterval, Schedule, Weekday } from '#shared/schedule.ts';
import { toWherryError } from './errors.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NAMED_MS: Record<NamedInterval, number> = {
  quinqueminutely: 5 * MINUTE_MS,
  decaminutely: 10 * MINUTE_MS,
  'half-hourly': 30 * MINUTE_MS,
  hourly: 60 * MINUTE_MS,
  daily: DAY_MS,
  weekly: 7 * DAY_MS,
  monthly: 30 * DAY_MS,
};
const CRON_WEEKDAYS: Record<Weekday, number> = { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 };

/** More missed slots than this are not counted. */
export const MAX_MISSED = 1_000;

/** A schedule with moments of its own, its slots, rather than a wait. */
export type SlotSchedule = Exclude<Schedule, { kind: 'interval' }>;

/**
 * The first moment after `after`, epoch ms; Infinity where there is none.
 * @param anchor interval: the end of the last run; named: since when the rule has this schedule; others don't ask
 */
export function nextFire(schedule: Schedule, after: number, anchor: number): number {
  if (schedule.kind === 'interval') return Math.max(after, anchor + schedule.everyMs);
  if (schedule.kind === 'named') {
    const everyMs = NAMED_MS[schedule.every];
    return anchor + (Math.max(0, Math.floor((after - anchor) / everyMs)) + 1) * everyMs;
  }
  return cronOf(schedule).nextRun(new Date(after))?.getTime() ?? Infinity;
}

export interface Missed {
  /** At most MAX_MISSED. */
  count: number;
  /** The newest one; null where there is none. */
  last: number | null;
}

/** The slots after `since` up to and including `now`. */
export function missed(schedule: SlotSchedule, since: number, now: number, anchor: number): Missed {
  let count = 0;
  let last: number | null = null;
  for (let slot = nextFire(schedule, since, anchor); slot <= now; slot = nextFire(schedule, slot, anchor)) {
    if (count === MAX_MISSED) return { count, last: lastFire(schedule, now, anchor) };
    count++;
    last = slot;
  }
  return { count, last };
}

function lastFire(schedule: SlotSchedule, now: number, anchor: number): number | null {
  if (schedule.kind === 'named') {
    const everyMs = NAMED_MS[schedule.every];
    return anchor + Math.floor((now - anchor) / everyMs) * everyMs;
  }
  return (
    cronOf(schedule)
      .previousRuns(1, new Date(now + 1))[0]
      ?.getTime() ?? null
  );
}

/** What is wrong with a cron expression, as a sentence's end; null: it can be used. */
export function cronProblem(expression: string): string | null {
  try {
    const cron = new Cron(expression, { mode: '5-or-6-parts', timezone: 'UTC', paused: true });
    return cron.nextRun() === null ? 'names a moment that never comes' : null;
  } catch (error) {
    return `cannot be read: ${toWherryError(error).message.replace(/^CronPattern: /, '')}`;
  }
}

const CRONS = new Map<string, Cron>();

/** Kept, since reading an expression costs more than asking it. */
function cronOf(schedule: Exclude<SlotSchedule, { kind: 'named' }>): Cron {
  const { timezone } = schedule;
  const expression = expressionOf(schedule);
  const key = `${timezone} ${expression}`;
  let cron = CRONS.get(key);
  if (cron === undefined)
    CRONS.set(key, (cron = new Cron(expression, { mode: '5-or-6-parts', timezone, paused: true })));
  return cron;
}

function expressionOf(schedule: Exclude<SlotSchedule, { kind: 'named' }>): string {
  if (schedule.kind === 'cron') return schedule.expression;
  const [hour, minute] = schedule.at.split(':').map(Number);
  const days = schedule.kind === 'daily' ? '*' : schedule.weekdays.map((day) => CRON_WEEKDAYS[day]).join(',');
  return `${minute} ${hour} * * ${days}`;
}
