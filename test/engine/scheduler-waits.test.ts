import { expect, test } from 'vitest';
import { backoffMs, waitAfter } from '#engine/backoff.ts';
import { WherryError } from '#engine/errors.ts';
import { createRunner } from '#engine/runner.ts';

const MINUTE = 60_000;
const refused = new WherryError('login-refused', 'refused', { kind: 'config' });
const away = new WherryError('unreachable', 'no answer', { kind: 'transient' });

test('b58: after a run that worked the wait is the interval', () => {
  expect(waitAfter(null, 0, MINUTE)).toBe(MINUTE);
});

test('b36: after a refused login the wait is 60 intervals, an hour at most, never under the interval', () => {
  expect(waitAfter(refused, 1, 10_000)).toBe(600_000);
  expect(waitAfter(refused, 1, 5 * MINUTE)).toBe(60 * MINUTE);
  expect(waitAfter(refused, 1, 120 * MINUTE)).toBe(120 * MINUTE);
});

test('b15: while the source is away the wait grows to 15 minutes', () => {
  const waits = [1, 2, 3, 4, 5, 6, 10].map((failures) => waitAfter(away, failures, MINUTE));
  expect(waits[0]).toBe(MINUTE);
  expect(Math.max(...waits)).toBeLessThanOrEqual(15 * MINUTE);
  expect(waits.at(-1)).toBeGreaterThan(7 * MINUTE);
});

test('b15: a Retry-After is kept', () => {
  const busy = new WherryError('busy', '429', { kind: 'transient', retryAfterMs: 40 * MINUTE });
  expect(waitAfter(busy, 1, MINUTE)).toBe(40 * MINUTE);
});

test('back-off doubles, jitters within half of it, and is capped', () => {
  const settings = { delayMs: 1_000, factor: 2, maxDelayMs: 10_000 };
  expect(backoffMs(settings, 1, 0)).toBe(500);
  expect(backoffMs(settings, 1, 0.999_999)).toBe(1_000);
  expect(backoffMs(settings, 3, 0)).toBe(2_000);
  expect(backoffMs(settings, 1_000, 0.999_999)).toBe(10_000);
});

test('b58, b62: requests during a run share one more run, and no two runs overlap', async () => {
  const open: PromiseWithResolvers<void>[] = [];
  let running = 0;
  const { request, isRunning } = createRunner(async () => {
    expect(++running).toBe(1);
    const gate = Promise.withResolvers<void>();
    open.push(gate);
    await gate.promise;
    running--;
    return open.length;
  });
  expect(isRunning()).toBe(false);
  const first = request();
  expect(isRunning()).toBe(true);
  const others = [request(), request(), request()];
  open[0]!.resolve();
  await first;
  await expect.poll(() => open.length).toBe(2);
  open[1]!.resolve();
  expect(new Set(await Promise.all(others))).toEqual(new Set([2]));
  expect(isRunning()).toBe(false);
});
