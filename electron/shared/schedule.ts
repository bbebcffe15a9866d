// When a rule runs.
import * as z from 'zod';

/** The intervals of the Data-Sync-Scheduler: a fixed length each, months included. */
export const NamedInterval = z.enum([
  'quinqueminutely',
  'decaminutely',
  'half-hourly',
  'hourly',
  'daily',
  'weekly',
  'monthly',
]);
export type NamedInterval = z.infer<typeof NamedInterval>;

export const Weekday = z.enum(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']);
export type Weekday = z.infer<typeof Weekday>;

/** `HH:MM` on the wall, 24 hours. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30');

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
/** An IANA zone: `Europe/Berlin`. */
export const TimeZone = z.string().refine(isTimeZone, 'is no time zone such as Europe/Berlin');

export const Schedule = z.discriminatedUnion('kind', [
  /** Counted from the end of the last run (b58). */
  z.object({ kind: z.literal('interval'), everyMs: z.int().positive() }),
  /** Five fields, or six with the seconds first. Whether it can be read is asked by engine/schedule.ts. */
  z.object({ kind: z.literal('cron'), expression: z.string().min(1), timezone: TimeZone }),
  z.object({ kind: z.literal('daily'), at: TimeOfDay, timezone: TimeZone }),
  z.object({ kind: z.literal('weekly'), at: TimeOfDay, weekdays: z.array(Weekday).min(1), timezone: TimeZone }),
  /** Counted from the moment at which the rule got this schedule, over restarts. */
  z.object({ kind: z.literal('named'), every: NamedInterval }),
]);
export type Schedule = z.infer<typeof Schedule>;

/** What becomes of a slot that cannot be served at its time. An interval has no slots, so nothing of this is for it. */
export const FiringPolicy = z.object({
  /** A slot comes while the last run is under way: left out, or one more run follows it. */
  overlap: z.enum(['skip', 'queue-one']).default('queue-one'),
  /** A slot comes later than its grace (asleep, switched off): one run makes up for all of them, or none does. */
  misfire: z.enum(['run-once', 'skip']).default('run-once'),
  /** So late a slot still counts as served in time. */
  graceMs: z.int().nonnegative().default(60_000),
});
export type FiringPolicy = z.infer<typeof FiringPolicy>;

/** A rule that is not to run by its schedule; it can still be run by a person. */
export const RulePause = z.object({
  since: z.number(),
  /** Null: until it is resumed. */
  until: z.number().nullable(),
  /** Who, or why. */
  reason: z.string(),
});
export type RulePause = z.infer<typeof RulePause>;
