import { expect, test } from 'vitest';
import { merge } from '#engine/notifiers/digest.ts';
import type { Notification } from '#engine/notifiers/notifier.ts';

function told(kind: Notification['kind'], n: number): Notification {
  const entries = [{ file: `f${n}`, externalId: `id${n}`, step: null, detail: `why ${n}` }];
  return { kind, rule: 'orders', title: `f${n}`, entries };
}

const range = (length: number) => Array.from({ length }, (_, n) => n);
const titles = (notifications: Notification[]) => notifications.map(({ title }) => title);

test('b66: up to the limit each file has a mail of its own, alerts first', () => {
  const all = range(10).map((n) => told(n === 7 ? 'alert' : 'success', n));
  expect(titles(merge(all, 10))).toEqual(['f7', 'f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f8', 'f9']);
});

test('b66: above the limit there is one mail of each kind with every file in it', () => {
  const all = range(11).map((n) => told(n < 2 ? 'alert' : 'success', n));
  const entriesOf = (kind: Notification['kind']) =>
    all.filter((one) => one.kind === kind).flatMap((one) => one.entries);
  expect(merge(all, 10)).toEqual([
    { kind: 'alert', rule: 'orders', title: '2 files failed', entries: entriesOf('alert'), omitted: 0 },
    { kind: 'success', rule: 'orders', title: '9 files succeeded', entries: entriesOf('success'), omitted: 0 },
  ]);
});

test('b66: a single failure among many successes keeps its own title', () => {
  const all = range(3).map((n) => told(n === 1 ? 'alert' : 'success', n));
  expect(titles(merge(all, 2))).toEqual(['f1', '2 files succeeded']);
});

test('b66: "each file" merges nothing, and no file makes no mail', () => {
  expect(
    merge(
      range(20).map((n) => told('success', n)),
      null,
    ),
  ).toHaveLength(20);
  expect(merge([], 2)).toEqual([]);
});

test('a digest of 20,000 files keeps 200 of them and counts the others', () => {
  const [digest] = merge(
    range(20_000).map((n) => told('alert', n)),
    10,
  );
  expect(digest).toMatchObject({ title: '20000 files failed', omitted: 19_800 });
  expect(digest!.entries).toHaveLength(200);
});
