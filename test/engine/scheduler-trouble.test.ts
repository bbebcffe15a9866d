// When rules run although something is in the way: sleep, clocks that are set, failures, pauses. Time is the test's.
import { describe, expect, test } from 'vitest';
import { WherryError } from '#engine/errors.ts';
import { type Planned, startBench } from './scheduler-bench.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const interval = (everyMs: number): Planned['schedule'] => ({ kind: 'interval', everyMs });
const cron = (expression: string): Planned['schedule'] => ({ kind: 'cron', expression, timezone: 'UTC' });
const away = new WherryError('unreachable', 'no answer', { kind: 'transient' });
const refused = new WherryError('login-refused', 'refused', { kind: 'config' });

function refuseFirst(index: number): WherryError | null {
  return index === 0 ? refused : null;
}

function failFirst(index: number): null {
  if (index === 0) throw new Error('disk full');
  return null;
}

describe('b61: the machine was asleep', () => {
  test('for hours: one run of each rule, after the network was waited for', async () => {
    const { promise: isUp, resolve: bringUp } = Promise.withResolvers<void>();
    const { clock, ran, networkAsked } = startBench(
      [
        { id: 'interval', schedule: interval(MINUTE) },
        { id: 'cron', schedule: cron('*/5 * * * *') },
      ],
      { network: () => isUp },
    );
    await clock.advance(5 * SECOND);
    expect(networkAsked()).toBe(0);
    clock.jump(8 * HOUR);
    await clock.advance(6 * MINUTE);
    expect([ran, networkAsked()]).toEqual([['interval 10:00:30'], 2]);
    bringUp();
    await clock.advance(SECOND);
    expect(ran.slice(1).map((line) => line.split(' ')[0])).toEqual(['interval', 'cron']);
  });

  test('errors are no news in the first minute, also before anybody has noticed the wake', async () => {
    const { clock, scheduler } = startBench([{ schedule: interval(10 * MINUTE) }]);
    await clock.advance(MINUTE);
    expect(scheduler.quietUntil()).toBe(0);
    clock.jump(HOUR);
    expect(scheduler.quietUntil()).toBe(clock.now() + MINUTE);
    await clock.advance(5 * SECOND);
    expect(scheduler.quietUntil()).toBeGreaterThan(clock.now() + 50 * SECOND);
    await clock.advance(MINUTE);
    expect(scheduler.quietUntil()).toBeLessThanOrEqual(clock.now());
  });
});

describe('the clock is set back', () => {
  test('no slot is served a second time, and nothing storms', async () => {
    const { clock, ran } = startBench([{ schedule: cron('*/10 * * * *') }]);
    await clock.advance(30 * MINUTE);
    clock.jump(-25 * MINUTE);
    await clock.advance(40 * MINUTE);
    expect(ran).toEqual(['10:10:00', '10:20:00', '10:30:00', '10:40:00']);
  });

  test('an interval still takes as long as it should', async () => {
    const { clock, ran, told } = startBench([{ schedule: interval(10 * MINUTE) }]);
    await clock.advance(MINUTE);
    clock.jump(-3 * HOUR);
    await clock.advance(10 * MINUTE);
    expect(ran).toEqual(['10:00:30', '07:10:30']);
    expect(told()).toEqual(['the clock was set back by 10800 s']);
  });

  test('a year that was wrong does not stop the rule once the clock is right', async () => {
    const { clock, ran } = startBench([{ schedule: cron('0 * * * *') }]);
    clock.jump(3_650 * DAY);
    await clock.advance(2 * HOUR);
    clock.jump(-3_650 * DAY);
    ran.length = 0;
    await clock.advance(2 * HOUR);
    expect(ran).toEqual(['13:00:00', '14:00:00']);
  });
});

describe('a run that could not do its work', () => {
  test('b15: is tried again after a wait that grows, not only at the next slot', async () => {
    const { clock, ran } = startBench([{ schedule: cron('0 11 * * *'), error: (index) => (index < 3 ? away : null) }]);
    await clock.advance(DAY);
    expect(ran).toHaveLength(4);
    expect(ran[0]).toBe('11:00:00');
    expect(ran[1]).toBe('11:01:00');
    expect(ran[3]! < '11:08:00').toBe(true);
  });

  test('b36: with a refused login waits an hour, whatever slots come, and one run makes up for them', async () => {
    const { clock, ran } = startBench([{ schedule: cron('*/5 * * * *'), error: refuseFirst }]);
    await clock.advance(2 * HOUR);
    expect(ran.slice(0, 3)).toEqual(['10:05:00', '11:05:00', '11:10:00']);
  });

  test('b36: with a refused login is not followed by one that was queued meanwhile', async () => {
    const { clock, ran } = startBench([{ schedule: cron('*/5 * * * *'), runMs: 12 * MINUTE, error: refuseFirst }]);
    await clock.advance(70 * MINUTE);
    expect(ran).toEqual(['10:05:00']);
    await clock.advance(10 * MINUTE);
    expect(ran).toEqual(['10:05:00', '11:17:00']);
  });

  test('is tried again also where misfire = skip leaves out the slots in between', async () => {
    const { clock, ran, told } = startBench([
      {
        schedule: cron('*/5 * * * *'),
        firing: { misfire: 'skip', graceMs: 10_000 },
        runMs: 30 * SECOND,
        error: refuseFirst,
      },
    ]);
    await clock.advance(66 * MINUTE);
    expect(ran).toEqual(['10:05:00', '11:05:30']);
    expect(told()).toEqual([expect.stringMatching(/^missed 12, ran 1: /)]);
  });

  test('is tried again as soon as it should although the clock was set back', async () => {
    const { clock, ran } = startBench([
      { schedule: cron('0 11 * * *'), error: (index) => (index === 0 ? away : null) },
    ]);
    await clock.advance(HOUR);
    clock.jump(-30 * MINUTE);
    await clock.advance(2 * MINUTE);
    expect(ran).toEqual(['11:00:00', '10:31:00']);
  });

  test('and throws where it should not is told with its stack, and the rule goes on', async () => {
    const { clock, ran, told } = startBench([{ schedule: interval(MINUTE), error: failFirst }]);
    await clock.advance(3 * MINUTE);
    expect(ran).toEqual(['10:00:30', '10:01:30', '10:02:30', '10:03:30']);
    expect(told()).toEqual([expect.stringMatching(/disk full.* at /)]);
  });
});

describe('a paused rule', () => {
  test('does not run; the engine notices pause and end within seconds, and no slot is made up for', async () => {
    const { clock, ran, store, told } = startBench([{ schedule: cron('*/5 * * * *') }]);
    await clock.advance(MINUTE);
    store.rules.pause('rule', null, 'by eve@desk');
    await clock.advance(16 * MINUTE);
    expect(store.rules.resume('rule')).toBe(true);
    expect(store.rules.resume('rule')).toBe(false);
    await clock.advance(5 * MINUTE);
    expect(ran).toEqual(['10:20:00']);
    expect(told(true).slice(0, 2)).toEqual(['paused until it is resumed (by eve@desk)', 'goes on after a pause']);
  });

  test('until a time goes on by itself, also after a restart, and can still be run by a person', async () => {
    const { clock, ran, store, runNow, restart } = startBench([{ schedule: interval(MINUTE) }]);
    await clock.advance(SECOND);
    store.rules.pause('rule', clock.now() + HOUR, 'by eve@desk');
    await restart();
    await clock.advance(30 * MINUTE);
    expect(ran).toEqual(['10:00:30']);
    await runNow();
    await clock.advance(30 * MINUTE + 5 * SECOND);
    expect(ran).toEqual(['10:00:30', '10:30:31', '11:00:31']);
  });
});

test('a store that cannot tell the pauses for a while ends nothing: a paused rule stays paused, others go on', async () => {
  const { clock, ran, told, store, hidePauses } = startBench([
    { id: 'paused', schedule: interval(MINUTE) },
    { id: 'other', schedule: interval(MINUTE) },
  ]);
  store.rules.pause('paused', null, 'me');
  await clock.advance(5 * SECOND);
  ran.length = 0;
  hidePauses(true);
  await clock.advance(2 * MINUTE);
  hidePauses(false);
  await clock.advance(MINUTE);
  expect(ran).toEqual(['other 10:01:30', 'other 10:02:30', 'other 10:03:30']);
  expect(told()).toEqual(['pauses could not be read, those known before hold: the database is busy']);
});
