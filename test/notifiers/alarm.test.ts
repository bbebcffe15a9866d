import { expect, test } from 'vitest';
import { createAlarm } from '#engine/notifiers/alarm.ts';

const MINUTE = 60_000;

test('b67: the same error is told at first, then hourly, however often it comes', () => {
  let now = 0;
  const alarm = createAlarm({ now: () => now });
  const toldAt: number[] = [];
  for (; now <= 150 * MINUTE; now += MINUTE) if (alarm.failed('unreachable')) toldAt.push(now / MINUTE);
  expect(toldAt).toEqual([0, 60, 120]);
});

test('b67: that it works again is told once, and only after an alert', () => {
  const alarm = createAlarm({ now: () => 0 });
  expect(alarm.recovered()).toBe(false);
  alarm.failed('unreachable');
  expect([alarm.recovered(), alarm.recovered()]).toEqual([true, false]);
});

test('b67: another error is told at once, each with its own hour; a new outage after the recovery too', () => {
  let now = 0;
  const alarm = createAlarm({ now: () => now });
  expect([alarm.failed('unreachable'), alarm.failed('login-refused'), alarm.failed('unreachable')]).toEqual([
    true,
    true,
    false,
  ]);
  now = MINUTE;
  expect([alarm.recovered(), alarm.failed('unreachable')]).toEqual([true, true]);
});
