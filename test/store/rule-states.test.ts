import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createStore } from '#engine/store/store.ts';
import { createFakeClock } from '../helpers/fake-clock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const DAILY = { kind: 'daily', at: '08:00', timezone: 'UTC' } as const;
const HOURLY = { kind: 'named', every: 'hourly' } as const;

function openStore(file = path.join(temporaryFolder(), 'wherry.db')) {
  const clock = createFakeClock(1_000_000);
  const store = createStore(file, clock, () => {});
  onTestFinished(() => store.close());
  return { clock, file, rules: store.rules };
}

test('a slot is taken once, by one of two stores over the same file', () => {
  const first = openStore();
  const second = openStore(first.file);
  expect([first.rules.fire('a', 500, 2), second.rules.fire('a', 500, 0), second.rules.fire('b', 500, 0)]).toEqual([
    true,
    false,
    true,
  ]);
  expect(second.rules.lastFiring('a')).toBe(500);
});

test('the newest slot that was taken is asked for up to now: one of a clock that ran ahead does not count', () => {
  const { rules } = openStore();
  expect(rules.lastFiring('a')).toBeNull();
  for (const slot of [400, 500, 9_000_000]) rules.fire('a', slot, 0);
  expect(rules.lastFiring('a')).toBe(500);
});

test('slots are kept for a while only, the newest of each rule', () => {
  const { rules, file } = openStore();
  rules.fire('b', 1, 0);
  const db = new DatabaseSync(file);
  onTestFinished(() => db.close());
  const insert = `with recursive slot(n) as (select 0 union all select n + 1 from slot where n < 1098)
    insert into firing select 'a', n, n, 0 from slot`;
  db.exec(insert);
  rules.fire('a', 1_099, 0);
  const rows = db
    .prepare('select rule_id, count(*) as n, min(scheduled_for) as first from firing group by rule_id')
    .all();
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['a', 1_000, 100],
    ['b', 1, 1],
  ]);
});

test('since when a rule has its schedule is kept, and begins anew with another schedule', async () => {
  const { clock, rules } = openStore();
  expect(rules.scheduledSince('a', DAILY)).toBe(1_000_000);
  await clock.advance(10);
  expect(rules.scheduledSince('a', DAILY)).toBe(1_000_000);
  expect(rules.scheduledSince('a', HOURLY)).toBe(1_000_010);
  expect(rules.scheduledSince('a', HOURLY)).toBe(1_000_010);
});

test('a pause ends at its time or when it is resumed, and a schedule is not touched by it', async () => {
  const { clock, rules } = openStore();
  rules.pause('new', null, 'me');
  expect(rules.scheduledSince('new', DAILY)).toBe(1_000_000);
  expect(rules.pause('a', 1_000_100, 'me')).toEqual({ since: 1_000_000, until: 1_000_100, reason: 'me' });
  expect([...rules.pauses().keys()].toSorted()).toEqual(['a', 'new']);
  await clock.advance(100);
  expect([...rules.pauses().keys()]).toEqual(['new']);
  expect([rules.resume('a'), rules.resume('new'), rules.resume('new')]).toEqual([false, true, false]);
  expect(rules.scheduledSince('new', DAILY)).toBe(1_000_000);
});
