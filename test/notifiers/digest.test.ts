import { expect, test } from 'vitest';
import { createDigest } from '#engine/notifiers/digest.ts';
import type { Notification } from '#engine/notifiers/notifier.ts';

function told(kind: Notification['kind'], n: number): Notification {
  const entries = [{ file: `f${n}`, externalId: `id${n}`, step: null, detail: `why ${n}` }];
  return { kind, rule: 'orders', title: `f${n}`, entries };
}

const range = (length: number) => Array.from({ length }, (_, n) => n);

test('b66: up to the limit each file has a mail of its own, at the end of the run, alerts first', () => {
  const digest = createDigest({ digestAbove: 10 });
  const all = range(10).map((n) => told(n === 7 ? 'alert' : 'success', n));
  expect(all.flatMap((notification) => digest.add(notification))).toEqual([]);
  expect(digest.flush().map(({ title }) => title)).toEqual([
    'f7',
    'f0',
    'f1',
    'f2',
    'f3',
    'f4',
    'f5',
    'f6',
    'f8',
    'f9',
  ]);
});

test('b66: above the limit there is one mail of each kind with every file in it', () => {
  const digest = createDigest({ digestAbove: 10 });
  for (const n of range(11)) digest.add(told(n < 2 ? 'alert' : 'success', n));
  expect(digest.flush()).toEqual([
    {
      kind: 'alert',
      rule: 'orders',
      title: '2 files failed',
      entries: range(2).flatMap((n) => told('alert', n).entries),
    },
    {
      kind: 'success',
      rule: 'orders',
      title: '9 files succeeded',
      entries: range(11)
        .slice(2)
        .flatMap((n) => told('success', n).entries),
    },
  ]);
});

test('b66: a single failure among many successes keeps its own title', () => {
  const digest = createDigest({ digestAbove: 2 });
  for (const n of range(3)) digest.add(told(n === 1 ? 'alert' : 'success', n));
  expect(digest.flush().map(({ title }) => title)).toEqual(['f1', '2 files succeeded']);
});

test('b66: "each file" sends each at once and nothing at the end', () => {
  const digest = createDigest({ digestAbove: null });
  expect(range(20).flatMap((n) => digest.add(told('success', n)))).toHaveLength(20);
  expect(digest.flush()).toEqual([]);
});

test('the next run begins anew', () => {
  const digest = createDigest({ digestAbove: 2 });
  for (const n of range(3)) digest.add(told('success', n));
  expect(digest.flush()).toHaveLength(1);
  digest.add(told('success', 9));
  expect(digest.flush().map(({ title }) => title)).toEqual(['f9']);
});
