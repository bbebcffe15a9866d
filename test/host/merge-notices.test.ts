import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Notice } from '#shared/event.ts';
import { mergeNotices } from '#host/merge-notices.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';

function notice(title: string, more: Partial<Notice> = {}): Notice {
  return {
    kind: 'success',
    ruleId: 'orders',
    ruleName: 'Orders',
    title,
    detail: `detail of ${title}`,
    fileId: 1,
    ...more,
  };
}

function watch() {
  const clock = createFakeClock();
  const shown: Notice[] = [];
  return {
    clock,
    shown,
    titles: () => shown.map(({ title }) => title),
    merged: mergeNotices(clock, (one) => shown.push(one)),
  };
}

test('a single notice is shown at once, as it is', () => {
  const { merged, shown } = watch();
  merged.add(notice('a.csv: SUCCESS'));
  expect(shown).toEqual([notice('a.csv: SUCCESS')]);
});

test('a burst is one notification more, which counts what was done and names what has failed', async () => {
  const { clock, merged, shown } = watch();
  merged.add(notice('first.csv: SUCCESS'));
  for (let index = 0; index < 12; index++) merged.add(notice(`${index}.csv: SUCCESS`));
  for (const name of ['x', 'y']) merged.add(notice(`${name}.csv: FAILED`, { kind: 'failure' }));
  await clock.advance(4_999);
  expect(shown).toHaveLength(1);
  await clock.advance(1);
  expect(shown[1]).toEqual(
    notice('12 files done, 2 failed', { kind: 'failure', detail: 'x.csv: FAILED\ny.csv: FAILED', fileId: null }),
  );
});

test('while a burst goes on, there is one notification every five seconds', async () => {
  const { clock, merged, titles } = watch();
  for (let second = 0; second < 12; second++) {
    merged.add(notice('a.csv: SUCCESS'));
    await clock.advance(1_000);
  }
  expect(titles()).toEqual(['a.csv: SUCCESS', '4 files done', '5 files done']);
  await clock.advance(5_000);
  expect(titles().at(-1)).toBe('2 files done');
});

test('after five quiet seconds the next notice is shown at once', async () => {
  const { clock, merged, titles } = watch();
  merged.add(notice('a.csv: SUCCESS'));
  await clock.advance(5_000);
  merged.add(notice('b.csv: SUCCESS'));
  expect(titles()).toEqual(['a.csv: SUCCESS', 'b.csv: SUCCESS']);
});

test('rules do not hold each other back', () => {
  const { merged, titles } = watch();
  merged.add(notice('a.csv: SUCCESS'));
  merged.add(notice('b.csv: SUCCESS', { ruleId: 'invoices' }));
  expect(titles()).toEqual(['a.csv: SUCCESS', 'b.csv: SUCCESS']);
});

test('one that was held back alone is shown as it is, so that a click finds its file', async () => {
  const { clock, merged, shown } = watch();
  merged.add(notice('a.csv: SUCCESS'));
  merged.add(notice('b.csv: FAILED', { kind: 'failure', fileId: 7 }));
  await clock.advance(5_000);
  expect(shown[1]?.fileId).toBe(7);
});

test('what is about the rule as a whole keeps its words beside the counts', async () => {
  const { clock, merged, titles } = watch();
  merged.add(notice('a.csv: SUCCESS'));
  merged.add(notice('b.csv: FAILED', { kind: 'failure' }));
  merged.add(notice('the run failed', { kind: 'failure', fileId: null }));
  await clock.advance(5_000);
  expect(titles()[1]).toBe('1 file failed, the run failed');
});

test('a long list is cut, with the number of the rest', async () => {
  const { clock, merged, shown } = watch();
  merged.add(notice('a.csv: SUCCESS'));
  for (let index = 0; index < 5; index++) merged.add(notice(`${index}: FAILED`, { kind: 'failure' }));
  await clock.advance(5_000);
  expect(shown[1]?.detail).toBe('0: FAILED\n1: FAILED\n2: FAILED\nand 2 more');
});

test('at the end what was held back is shown, and nothing after it', async () => {
  const { clock, merged, titles } = watch();
  merged.add(notice('a.csv: SUCCESS'));
  merged.add(notice('b.csv: SUCCESS'));
  merged.close();
  merged.close();
  merged.add(notice('c.csv: SUCCESS'));
  await turn();
  expect([titles(), clock.sleeping()]).toEqual([['a.csv: SUCCESS', 'b.csv: SUCCESS'], 0]);
});
