// When rules run: side by side, during long runs, after restarts. Time is the test's.
import { describe, expect, test } from 'vitest';
import { type Planned, startBench } from './scheduler-bench.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const interval = (everyMs: number): Planned['schedule'] => ({ kind: 'interval', everyMs });
const cron = (expression: string): Planned['schedule'] => ({ kind: 'cron', expression, timezone: 'UTC' });

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

test('b62: an interval that ends during a run that a person asked for is waited for once more', async () => {
  const { clock, ran, runNow } = startBench([{ schedule: interval(5 * MINUTE), runMs: 4 * MINUTE }]);
  await clock.advance(8 * MINUTE);
  void runNow();
  await clock.advance(8 * MINUTE);
  expect(ran).toEqual(['10:00:30', '10:08:30', '10:14:30']);
});

test('asked to stop, it waits for the run that is under way; being cut off, that is run again at the next start', async () => {
  const { clock, ran, stop, restart } = startBench([{ schedule: cron('5 10 * * *'), runMs: 12 * MINUTE }]);
  await clock.advance(10 * MINUTE);
  await stop();
  expect([ran, new Date(clock.now()).toISOString()]).toEqual([['10:05:00'], '2026-03-25T10:17:00.000Z']);
  clock.jump(MINUTE);
  await restart();
  await clock.advance(30 * MINUTE);
  await restart();
  await clock.advance(HOUR);
  expect(ran).toEqual(['10:05:00', '10:18:00']);
});

test('what is to be looked after once a minute is, whatever runs', async () => {
  const { clock, minutes } = startBench([{ schedule: interval(HOUR), runMs: HOUR }]);
  await clock.advance(10 * MINUTE + 5 * SECOND);
  expect(minutes()).toBe(10);
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
