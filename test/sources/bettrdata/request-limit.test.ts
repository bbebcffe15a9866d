import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRequestLimits } from '#engine/sources/request-limit.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { idle } from './source-context.ts';

test('b15: never more than the limit in any 60 s, and no request waits longer than it must', async () => {
  const burst = fc.record({ afterMs: fc.integer({ min: 0, max: 90_000 }), count: fc.integer({ min: 1, max: 12 }) });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.array(burst, { maxLength: 6 }), async (perMinute, bursts) => {
      const clock = createFakeClock(0);
      const limit = createRequestLimits(clock).of('https://a');
      const asked: number[] = [];
      const sent: number[] = [];
      for (const { afterMs, count } of bursts) {
        await clock.advance(afterMs);
        for (let index = 0; index < count; index++) {
          asked.push(clock.now());
          void limit.take(perMinute, idle).then(() => sent.push(clock.now()));
        }
      }
      await clock.runUntilIdle();
      expect(sent).toHaveLength(asked.length);
      for (const [index, at] of sent.entries()) {
        const earliest = Math.max(asked[index]!, (sent[index - perMinute] ?? -60_000) + 60_000);
        expect(at).toBe(earliest);
      }
    }),
    { numRuns: 50 },
  );
});

test('b15: rules of one instance share the limit, other instances have their own', async () => {
  const clock = createFakeClock();
  const limits = createRequestLimits(clock);
  await limits.of('https://a').take(1, idle);
  await limits.of('https://b').take(1, idle);
  const second = limits.of('https://a').take(1, idle);
  await clock.advance(59_999);
  expect(clock.sleeping()).toBe(1);
  await clock.advance(1);
  await second;
});

test('one that is stopped while it waits leaves its place to the next, in order', async () => {
  const clock = createFakeClock();
  const limit = createRequestLimits(clock).of('https://a');
  await limit.take(1, idle);
  const stop = new AbortController();
  const order: string[] = [];
  const stopped = [limit.take(1, stop.signal), limit.take(1, stop.signal)];
  const others = ['first', 'second'].map((name) => limit.take(1, idle).then(() => order.push(name)));
  stop.abort();
  for (const each of stopped) await expect(each).rejects.toMatchObject({ kind: 'cancelled' });
  await clock.advance(60_000);
  expect(order).toEqual(['first']);
  await clock.advance(60_000);
  await Promise.all(others);
  expect(order).toEqual(['first', 'second']);
});

test('nobody overtakes one who waits, not even past one who was stopped', async () => {
  const clock = createFakeClock();
  const limit = createRequestLimits(clock).of('https://a');
  await limit.take(1, idle);
  const stop = new AbortController();
  const order: string[] = [];
  const waiting = limit.take(1, idle).then(() => order.push('waiting'));
  const stopped = limit.take(5, stop.signal);
  const later = limit.take(5, idle).then(() => order.push('later'));
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
  await clock.advance(60_000);
  await Promise.all([waiting, later]);
  expect(order).toEqual(['waiting', 'later']);
});

test('a wall clock that is set back makes nobody wait', async () => {
  let now = 7_200_000;
  const limit = createRequestLimits({ now: () => now, sleep: () => Promise.reject(new Error('slept')) }).of(
    'https://a',
  );
  await limit.take(1, idle);
  now -= 3_600_000;
  await limit.take(1, idle);
});
