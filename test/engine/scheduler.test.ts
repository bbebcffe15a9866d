// When rules run: side by side, after restarts, pauses, failures, sleep and clocks that are set. Time is the test's.
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

function failFirst(index: number): null {
  if (index === 0) throw new Error('disk full');
  return null;
}

describe('rules side by side', () => {
  test('b58: an interval is counted from the end of each run, the first run is at once', async () => {
    const { clock, ran } = startBench([{ schedule: interval(MINUTE), runMs: 20 * SECOND }]);
    await clock.advance(3 * MINUTE);
    expect(ran).toEqual(['10:00:30', '10:01:50', '10:03:10']);
  });

  test('each comes at its own times, and a long run holds up no other rule', async () => {
    const { clock, ran } = startBench([
      { id: 'slow', schedule: interval(MINUTE), runMs: 10 * MINUTE },
      { id: 'cron', schedule: cron('*/2 * * * *') },
      { id: 'named', schedule: { kind: 'named', every: 'quinqueminutely' } },
    ]);
    await clock.advance(6 * MINUTE);
    expect(ran).toEqual(['slow 10:00:30', 'cron 10:02:00', 'cron 10:04:00', 'named 10:05:30', 'cron 10:06:00']);
  });

  test('fifty of them wait on one timer', async () => {
    const rules = Array.from({ length: 50 }, (_, index) => ({
      id: `rule-${index}`,
      schedule: cron(`${index} 12 * * *`),
    }));
    const { clock } = startBench(rules);
    await clock.advance(SECOND);
    expect(clock.sleeping()).toBe(1);
  });

  test('the time of the next run can be asked for', async () => {
    const { clock, scheduler, store } = startBench([{ schedule: cron('0 12 * * *') }]);
    await clock.advance(SECOND);
    expect(scheduler.nextRunAt('rule')).toBe(Date.parse('2026-03-25T12:00:00Z'));
    expect(scheduler.nextRunAt('another')).toBeNull();
    store.rules.pause('rule', null, 'me');
    await clock.advance(5 * SECOND);
    expect(scheduler.nextRunAt('rule')).toBeNull();
  });
});

describe('a slot during a run', () => {
  const long = { schedule: cron('*/5 * * * *'), runMs: 12 * MINUTE };

  test('queue-one: one run follows, however many slots came', async () => {
    const { clock, ran } = startBench([long]);
    await clock.advance(20 * MINUTE);
    expect(ran).toEqual(['10:05:00', '10:17:00']);
  });

  test('skip: it is left out, and the next slot after the run is served', async () => {
    const { clock, ran, told } = startBench([{ ...long, firing: { overlap: 'skip' } }]);
    await clock.advance(20 * MINUTE);
    expect(ran).toEqual(['10:05:00', '10:20:00']);
    expect(told(true).filter((line) => line.includes('left out'))).toHaveLength(2);
  });

  test('b62: a run that a person asked for counts as one, and the two never overlap', async () => {
    const { clock, ran, runNow } = startBench([{ ...long, firing: { overlap: 'skip' } }]);
    await clock.advance(MINUTE);
    void runNow();
    await clock.advance(18 * MINUTE);
    expect(ran).toEqual(['10:01:30', '10:15:00']);
  });
});

describe('slots that were missed', () => {
  test('run-once: one run makes up for a night in which the machine was off, and the log says so', async () => {
    const { clock, ran, told, restart } = startBench([{ schedule: cron('0 * * * *') }]);
    await clock.advance(HOUR);
    clock.jump(8.5 * HOUR);
    await restart();
    await clock.advance(MINUTE);
    expect(ran).toEqual(['11:00:00', '19:30:30']);
    expect(told()).toEqual(['missed 8, ran 1: the last was due at 2026-03-25T19:00:00Z']);
  });

  test('skip: nothing makes up for slots that are older than the grace, and the log says so', async () => {
    const { clock, ran, told, restart } = startBench([
      { schedule: cron('0 * * * *'), firing: { misfire: 'skip', graceMs: 10_000 } },
    ]);
    await clock.advance(HOUR);
    clock.jump(8 * HOUR);
    await restart();
    await clock.advance(HOUR);
    expect(ran).toEqual(['11:00:00', '20:00:00']);
    expect(told()).toEqual([expect.stringMatching(/^missed 8, ran 0: /)]);
  });

  test('a slot within its grace is served in time', async () => {
    const { clock, ran, told, restart } = startBench([{ schedule: cron('0 * * * *'), firing: { misfire: 'skip' } }]);
    await clock.advance(59 * MINUTE);
    clock.jump(MINUTE);
    await restart();
    await clock.advance(SECOND);
    expect([ran, told()]).toEqual([['11:00:30'], []]);
  });

  test('a slot is served once, also by a second start in its minute', async () => {
    const { clock, ran, restart } = startBench([{ schedule: cron('0 * * * *') }]);
    await clock.advance(59 * MINUTE + 40 * SECOND);
    for (let start = 0; start < 3; start++) {
      await restart();
      await clock.advance(SECOND);
    }
    expect(ran).toEqual(['11:00:00']);
  });

  test('a rule that is new, or has got another schedule, has missed nothing', async () => {
    const rule: Planned = { schedule: cron('0 * * * *') };
    const { clock, ran, restart } = startBench([rule]);
    await clock.advance(HOUR);
    rule.schedule = cron('*/10 * * * *');
    clock.jump(5 * HOUR);
    await restart();
    await clock.advance(5 * SECOND);
    expect(ran).toEqual(['11:00:00']);
  });
});

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
    const { clock, ran } = startBench([
      { schedule: cron('*/5 * * * *'), error: (index) => (index === 0 ? refused : null) },
    ]);
    await clock.advance(2 * HOUR);
    expect(ran.slice(0, 3)).toEqual(['10:05:00', '11:05:00', '11:10:00']);
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
