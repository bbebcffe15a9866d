// Slots at the edges: summer time both ways, month ends, weeks, and what a machine that was off has missed.
import { describe, expect, test } from 'vitest';
import { cronProblem, MAX_MISSED, missed, nextFire, type SlotSchedule } from '#engine/schedule.ts';
import { Schedule } from '#shared/schedule.ts';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const at = (text: string): number => Date.parse(text);

/** The next slots, as the wall clock of UTC shows them. */
function slots(schedule: SlotSchedule, after: string, count: number): string[] {
  const found: string[] = [];
  let time = at(after);
  while (found.length < count) {
    time = nextFire(schedule, time, 0);
    found.push(new Date(time).toISOString().slice(0, 16));
  }
  return found;
}

const daily = (time: string, timezone: string): SlotSchedule => ({ kind: 'daily', at: time, timezone });
const cron = (expression: string, timezone: string): SlotSchedule => ({ kind: 'cron', expression, timezone });

describe('a time on the wall', () => {
  test('keeps its place on the wall when summer time begins and ends', () => {
    expect(slots(daily('08:00', BERLIN), '2026-03-28T12:00Z', 2)).toEqual(['2026-03-29T06:00', '2026-03-30T06:00']);
    expect(slots(daily('08:00', BERLIN), '2026-10-24T00:00Z', 2)).toEqual(['2026-10-24T06:00', '2026-10-25T07:00']);
    expect(slots(daily('08:00', NEW_YORK), '2026-03-07T00:00Z', 2)).toEqual(['2026-03-07T13:00', '2026-03-08T12:00']);
    expect(slots(daily('08:00', NEW_YORK), '2026-10-31T00:00Z', 2)).toEqual(['2026-10-31T12:00', '2026-11-01T13:00']);
  });

  test('that does not exist fires once, when the gap is over', () => {
    expect(slots(daily('02:30', BERLIN), '2026-03-28T02:00Z', 2)).toEqual(['2026-03-29T01:00', '2026-03-30T00:30']);
    expect(slots(daily('02:30', NEW_YORK), '2026-03-07T08:00Z', 2)).toEqual(['2026-03-08T07:00', '2026-03-09T06:30']);
  });

  test('that exists twice fires the first time only', () => {
    expect(slots(daily('02:30', BERLIN), '2026-10-24T12:00Z', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
    expect(slots(daily('01:30', NEW_YORK), '2026-10-31T12:00Z', 2)).toEqual(['2026-11-01T05:30', '2026-11-02T06:30']);
  });

  test('on weekdays comes on those only, and Sunday with its missing hour is one of them', () => {
    const weekly: SlotSchedule = { kind: 'weekly', at: '02:30', weekdays: ['fri', 'sun'], timezone: BERLIN };
    expect(slots(weekly, '2026-03-26T00:00Z', 3)).toEqual(['2026-03-27T01:30', '2026-03-29T01:00', '2026-04-03T00:30']);
  });
});

describe('a cron expression', () => {
  test('every half hour stays every half hour through both changes', () => {
    for (const [timezone, from] of [
      [BERLIN, '2026-03-28T23:00Z'],
      [BERLIN, '2026-10-24T23:00Z'],
      [NEW_YORK, '2026-03-08T05:00Z'],
      [NEW_YORK, '2026-11-01T04:00Z'],
    ] as const) {
      const times = slots(cron('*/30 * * * *', timezone), from, 10).map((text) => at(`${text}Z`));
      const gaps = times.slice(1).map((time, index) => time - times[index]!);
      expect(new Set(gaps), `${timezone} ${from}`).toEqual(new Set([1_800_000]));
    }
  });

  test('for the last day of the month knows how long months are, leap years too', () => {
    const days = slots(cron('0 0 L * *', 'UTC'), '2028-01-01T00:01Z', 4).map((text) => text.slice(5, 10));
    expect(days).toEqual(['01-31', '02-29', '03-31', '04-30']);
  });

  test('for the 31st leaves out months that have none', () => {
    const days = slots(cron('0 0 31 * *', 'UTC'), '2026-01-01T00:01Z', 4).map((text) => text.slice(5, 10));
    expect(days).toEqual(['01-31', '03-31', '05-31', '07-31']);
  });

  test.each([
    ['* * * *', 'cannot be read'],
    ['61 * * * *', 'cannot be read: Invalid value for minute: 61'],
    ['0 0 30 2 *', 'names a moment that never comes'],
    ['2026-01-01T00:00:00', 'names a moment that never comes'],
  ])('%s is refused with the reason', (expression, problem) => {
    expect(cronProblem(expression)).toContain(problem);
  });

  test.each(['*/5 * * * *', '0 7 * * MON-FRI', '30 0 7 * * *', '@daily'])('%s is taken', (expression) => {
    expect(cronProblem(expression)).toBeNull();
  });
});

test('b58: an interval is counted from the end of the last run, and is due at once where that is long ago', () => {
  const interval = { kind: 'interval', everyMs: 60_000 } as const;
  expect(nextFire(interval, 1_000_000, 990_000)).toBe(1_050_000);
  expect(nextFire(interval, 9_000_000, 990_000)).toBe(9_000_000);
});

test.each([
  ['quinqueminutely', 300],
  ['decaminutely', 600],
  ['half-hourly', 1_800],
  ['hourly', 3_600],
  ['daily', 86_400],
  ['weekly', 604_800],
  ['monthly', 2_592_000],
] as const)(
  '%s comes every %i seconds from the moment at which the rule got it, first after one of them',
  (every, seconds) => {
    const since = at('2026-03-28T10:07:11Z');
    const named = { kind: 'named', every } as const;
    expect(nextFire(named, since, since)).toBe(since + seconds * 1000);
    expect(nextFire(named, since + 2.5 * seconds * 1000, since)).toBe(since + 3 * seconds * 1000);
    expect(missed(named, since, since + 2.5 * seconds * 1000, since)).toEqual({
      count: 2,
      last: since + 2 * seconds * 1000,
    });
  },
);

describe('what was missed', () => {
  const nightly = daily('02:30', BERLIN);

  test('is counted up to now, and its newest slot named', () => {
    const found = missed(nightly, at('2026-03-27T12:00Z'), at('2026-03-30T12:00Z'), 0);
    expect(found).toEqual({ count: 3, last: at('2026-03-30T00:30Z') });
  });

  test('has the slot of this very moment in it, and none twice', () => {
    const slot = at('2026-03-30T00:30Z');
    expect(missed(nightly, slot - 1_000, slot, 0)).toEqual({ count: 1, last: slot });
    expect(missed(nightly, slot, slot, 0)).toEqual({ count: 0, last: null });
  });

  test('is nothing where the clock has gone back', () => {
    expect(missed(nightly, at('2026-03-30T12:00Z'), at('2026-03-20T12:00Z'), 0)).toEqual({ count: 0, last: null });
  });

  test('in months at every minute is counted up to a bound, in no time, and its newest slot is right', () => {
    const now = at('2026-06-30T12:00:30.500Z');
    const found = missed(cron('* * * * *', BERLIN), at('2026-01-01T00:00Z'), now, 0);
    expect(found).toEqual({ count: MAX_MISSED, last: at('2026-06-30T12:00Z') });
    expect(missed(cron('* * * * *', BERLIN), 0, at('2026-06-30T12:00Z'), 0).last).toBe(at('2026-06-30T12:00Z'));
    expect(missed(cron('* * * * *', BERLIN), 0, at('2026-06-30T11:59:59.500Z'), 0).last).toBe(at('2026-06-30T11:59Z'));
    expect(missed({ kind: 'named', every: 'hourly' }, 0, now, 0).last).toBe(at('2026-06-30T12:00Z'));
  });
});

test('a zone that does not exist is refused by the schema', () => {
  const schedule = { kind: 'daily', at: '08:00', timezone: 'Europe/Bärlin' };
  expect(Schedule.safeParse(schedule).error?.issues[0]?.message).toContain('Europe/Berlin');
  expect(Schedule.safeParse({ ...schedule, timezone: BERLIN }).success).toBe(true);
});
