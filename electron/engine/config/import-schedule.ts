// [schedule]: when the rule runs. Without it: again and again, as the utility does.
import * as z from 'zod';
import type { Rule } from '#shared/rule.ts';
import { isTimeZone, NamedInterval, TimeOfDay, Weekday } from '#shared/schedule.ts';
import { cronProblem } from '../schedule.ts';
import { parsePythonInt } from './python-text.ts';
import type { SectionSettings } from './settings-reader.ts';

/** Until the CLI's --interval says something else (the utility's default). */
const UTILITY_SCHEDULE = { kind: 'interval', everyMs: 60_000 } as const;
/** Timers take no more than 2^31 - 1 ms. */
const MAX_SECONDS = 2_000_000;
const KINDS = ['every', 'daily_at', 'weekly_at', 'cron'] as const;

type Draft = Pick<z.input<typeof Rule>, 'schedule' | 'firing'>;

export function readSchedule(section: SectionSettings): Draft {
  const firing = {
    overlap: section.choice('overlap', ['skip', 'queue-one']),
    misfire: section.choice('misfire', ['run-once', 'skip']),
    graceMs: section.seconds('grace', { min: 0 }),
  };
  const given = KINDS.filter((key) => section.text(key) !== undefined);
  for (const other of given.slice(1)) {
    section.problem(other, `cannot be there together with ${given[0]}`, `Leave one of ${given.join(', ')}.`);
  }
  const timezone = readTimeZone(section);
  const [kind] = given;
  if (kind !== 'weekly_at' && section.text('weekdays') !== undefined) {
    section.problem('weekdays', 'is for weekly_at only', 'Write weekly_at = HH:MM, or a cron expression.');
  }
  const schedule = kind === undefined ? UTILITY_SCHEDULE : readKind(section, kind, timezone);
  if (schedule.kind === 'interval') noteUnused(section);
  return { schedule, firing };
}

function readKind(section: SectionSettings, kind: (typeof KINDS)[number], timezone: string): Draft['schedule'] {
  switch (kind) {
    case 'every':
      return readEvery(section);
    case 'daily_at':
      return { kind: 'daily', at: readTime(section, kind), timezone };
    case 'weekly_at':
      return { kind: 'weekly', at: readTime(section, kind), weekdays: readWeekdays(section), timezone };
    case 'cron':
      return { kind: 'cron', expression: readCron(section), timezone };
  }
}

/** A wait that begins at the end of a run is never missed and never overlaps. */
function noteUnused(section: SectionSettings): void {
  for (const key of ['overlap', 'misfire', 'grace', 'timezone']) {
    if (section.text(key) !== undefined) section.note(key, 'is not used, because the schedule is a number of seconds');
  }
}

function readEvery(section: SectionSettings): Draft['schedule'] {
  const text = section.text('every')!;
  const named = NamedInterval.safeParse(text.toLowerCase());
  if (named.success) return { kind: 'named', every: named.data };
  const seconds = parsePythonInt(text) ?? 0;
  if (seconds < 1 || seconds > MAX_SECONDS) {
    const words = `${NamedInterval.options.slice(0, -1).join(', ')} or ${NamedInterval.options.at(-1)}`;
    section.problem('every', `must be a number of seconds from 1 to ${MAX_SECONDS}, or a name`, `Names are ${words}.`);
  }
  return { kind: 'interval', everyMs: Math.max(1, seconds) * 1_000 };
}

function readTime(section: SectionSettings, key: string): string {
  const time = TimeOfDay.safeParse(section.text(key)!.padStart(5, '0'));
  if (!time.success) section.problem(key, 'is no time of the day', 'Write HH:MM from 00:00 to 23:59.');
  return time.data ?? '00:00';
}

function readWeekdays(section: SectionSettings): Weekday[] {
  const names = section
    .required('weekdays', 'for instance mon, thu')
    .split(/[\s,;]+/)
    .filter(Boolean);
  const days = names.map((name) => Weekday.safeParse(name.slice(0, 3).toLowerCase()));
  if (days.some(({ success }) => !success)) {
    section.problem(
      'weekdays',
      'holds something that is no weekday',
      'Write them in English: mon, tue, wed, thu, fri, sat, sun.',
    );
  }
  return days.flatMap(({ data }) => data ?? []);
}

function readTimeZone(section: SectionSettings): string {
  const zone = section.text('timezone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (isTimeZone(zone)) return zone;
  section.problem('timezone', 'is no time zone', 'Write a name such as Europe/Berlin or America/New_York.');
  return 'UTC';
}

function readCron(section: SectionSettings): string {
  const expression = section.text('cron')!;
  const problem = cronProblem(expression);
  if (problem !== null)
    section.problem('cron', problem, 'Write minute, hour, day, month and weekday: 30 2 * * mon-fri.');
  return expression;
}
