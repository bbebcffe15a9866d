import { describe, expect, test } from 'vitest';
import { importWith, iniWith, refusalOf } from './sample.ts';

const scheduleOf = (keys: Record<string, string>) => importWith({ schedule: keys }).rule.schedule;
const problemOf = (keys: Record<string, string>) => refusalOf(iniWith({ schedule: keys })).message;
const timezone = 'Europe/Berlin';

test('without [schedule] a rule runs every minute, as the utility does', () => {
  expect(importWith().rule).toMatchObject({
    schedule: { kind: 'interval', everyMs: 60_000 },
    firing: { overlap: 'queue-one', misfire: 'run-once', graceMs: 60_000 },
  });
});

test.each([
  [{ every: '300' }, { kind: 'interval', everyMs: 300_000 }],
  [{ every: 'Half-Hourly' }, { kind: 'named', every: 'half-hourly' }],
  [
    { daily_at: '7:30', timezone },
    { kind: 'daily', at: '07:30', timezone },
  ],
  [
    { weekly_at: '23:05', weekdays: 'Mon, thursday', timezone },
    { kind: 'weekly', at: '23:05', weekdays: ['mon', 'thu'], timezone },
  ],
  [
    { cron: '30 2 * * mon-fri', timezone },
    { kind: 'cron', expression: '30 2 * * mon-fri', timezone },
  ],
] as const)('%j is read', (keys, schedule) => {
  expect(scheduleOf(keys)).toEqual(schedule);
});

test('without a timezone it is that of the machine', () => {
  expect(scheduleOf({ daily_at: '07:30' })).toMatchObject({
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
});

test('what becomes of missed and overlapping times is read', () => {
  const { firing } = importWith({ schedule: { cron: '@daily', overlap: 'skip', misfire: 'Skip', grace: '3600' } }).rule;
  expect(firing).toEqual({ overlap: 'skip', misfire: 'skip', graceMs: 3_600_000 });
});

test('what means nothing for a wait in seconds is noted', () => {
  const { notes } = importWith({ schedule: { every: '300', misfire: 'skip' } });
  expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining('misfire: is not used')]);
});

describe('it is refused', () => {
  test.each([
    [{ every: 'fortnightly' }, 'quinqueminutely'],
    [{ every: '0' }, 'number of seconds from 1'],
    [{ daily_at: '24:00' }, 'HH:MM'],
    [{ weekly_at: '08:00' }, 'weekdays'],
    [{ weekly_at: '08:00', weekdays: 'mon, tomorrow' }, 'no weekday'],
    [{ daily_at: '08:00', weekdays: 'mon' }, 'weekly_at only'],
    [{ cron: '61 * * * *' }, 'Invalid value for minute: 61'],
    [{ cron: '0 0 30 2 *' }, 'never comes'],
    [{ daily_at: '08:00', timezone: 'Berlin' }, 'Europe/Berlin'],
    [{ daily_at: '08:00', cron: '* * * * *' }, 'together with daily_at'],
    [{ overlap: 'always' }, 'one of skip, queue-one'],
  ])('%j', (keys, text) => {
    expect(problemOf(keys)).toContain(text);
  });
});
