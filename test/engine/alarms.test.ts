// When people are told of a run's own error and of silence: at first, not too often, and when it is over.
import { expect, test } from 'vitest';
import { createHarness, HOUR, refused, unreachable } from './people-harness.ts';

const MINUTE = 60_000;

test('b67: the same run error is told at first, then hourly, also where each run is a process of its own', async () => {
  const { run, restart, subjects, clock } = await createHarness();
  for (let minutes = 0; minutes <= 150; minutes += 10) {
    await run('failed', unreachable);
    await restart();
    await clock.advance(10 * MINUTE);
  }
  expect(subjects()).toEqual(['the run failed', 'the run failed', 'the run failed']);
});

test('b67: that it works again is told once, also by another process, and only after an alert', async () => {
  const { run, restart, subjects } = await createHarness();
  await run('succeeded');
  expect(subjects()).toEqual([]);
  await run('failed', unreachable);
  await restart();
  await run('partial');
  await restart();
  await run('succeeded');
  expect(subjects()).toEqual(['the run failed', 'works again']);
});

test('b67: another error is told at once, each with its own hour; a new outage after the recovery too', async () => {
  const { run, subjects, clock } = await createHarness();
  for (const error of [unreachable, refused, unreachable, refused]) await run('failed', error);
  expect(subjects()).toHaveLength(2);
  await clock.advance(MINUTE);
  await run('succeeded');
  await run('failed', unreachable);
  expect(subjects()).toEqual(['the run failed', 'the run failed', 'works again', 'the run failed']);
});

test('an alarm that was told while the clock was a year ahead does not silence the next one', async () => {
  const { run, subjects, clock } = await createHarness();
  await run('failed', unreachable);
  clock.jump(-365 * 24 * HOUR);
  await run('failed', unreachable);
  await run('failed', unreachable);
  expect(subjects()).toEqual(['the run failed', 'the run failed']);
});

test('a run that was stopped by a person neither raises an alarm nor ends one', async () => {
  const { run, subjects } = await createHarness();
  await run('failed', unreachable);
  await run('cancelled');
  expect(subjects()).toEqual(['the run failed']);
});

test('b61: in the quiet time after a wake a run error is no alarm; one that outlasts it is', async () => {
  const { run, subjects, clock } = await createHarness();
  const quietUntil = clock.now() + MINUTE;
  await run('failed', unreachable, quietUntil);
  expect(subjects()).toEqual([]);
  await clock.advance(MINUTE);
  await run('failed', unreachable, quietUntil);
  expect(subjects()).toEqual(['the run failed']);
});

test('b61: in the quiet time nothing is asked of the mail server and the timer tells nothing', async () => {
  const { run, alert, store, check, lines, clock } = await createHarness({
    ini: { alarms: { no_success_hours: '2' } },
    mailServer: 'away',
  });
  const { ruleId } = await run('succeeded');
  store().startRun(ruleId);
  await clock.advance(3 * HOUR);
  alert('waits');
  const quietUntil = clock.now() + MINUTE;
  await run('failed', unreachable, quietUntil);
  store().startRun(ruleId);
  await check(quietUntil);
  expect(lines).toEqual([]);
});

test('with network_error_after a short outage says nothing at all, a long one does, a refused login at once', async () => {
  const { run, restart, subjects, clock } = await createHarness({ ini: { alarms: { network_error_after: '600' } } });
  await run('failed', unreachable);
  await clock.advance(9 * MINUTE);
  await run('failed', unreachable);
  await run('succeeded');
  expect(subjects()).toEqual([]);
  await run('failed', unreachable);
  await restart();
  await clock.advance(10 * MINUTE);
  await run('failed', unreachable);
  await run('failed', refused);
  expect(subjects()).toEqual(['the run failed', 'the run failed']);
});

test('no new file for the hours that are set is told once a day, and that files arrive again', async () => {
  const { run, find, subjects, texts, clock } = await createHarness({ ini: { alarms: { no_file_hours: '12' } } });
  find('first');
  await run('succeeded');
  await clock.advance(12 * HOUR - 1);
  await run('succeeded');
  expect(subjects()).toEqual([]);
  for (let hours = 0; hours < 30; hours++) {
    await clock.advance(HOUR);
    await run('partial');
  }
  expect(subjects()).toEqual(['no new file', 'no new file']);
  expect(texts()[0]).toContain('No new file for 12 hours, since 2023-11-14 22:13 UTC.');
  find('second');
  await run('succeeded');
  await run('succeeded');
  expect(subjects().slice(2)).toEqual(['files arrive again']);
});

test('a virtual file is no file; a rule that never had one counts from its first run', async () => {
  const { run, find, texts, clock } = await createHarness({ ini: { alarms: { no_file_hours: '12' } } });
  await run('succeeded');
  await clock.advance(12 * HOUR);
  find('virtual', 'virtual file');
  await run('succeeded');
  expect(texts()).toEqual([expect.stringContaining(', the first run.')]);
});

test('while the source cannot be asked, nobody is told that it has no files', async () => {
  const { run, find, subjects, clock } = await createHarness({ ini: { alarms: { no_file_hours: '12' } } });
  find('first');
  await run('succeeded');
  await clock.advance(13 * HOUR);
  await run('failed', unreachable);
  expect(subjects()).toEqual(['the run failed']);
});

test('no run that succeeded for the hours that are set is told once a day, over restarts, and that one has again', async () => {
  const { run, restart, subjects, texts, clock } = await createHarness({ ini: { alarms: { no_success_hours: '2' } } });
  await run('succeeded');
  for (let hours = 0; hours < 28; hours++) {
    await clock.advance(HOUR);
    await run('partial');
    await restart();
  }
  expect(subjects()).toEqual(['no run has succeeded', 'no run has succeeded']);
  expect(texts()[0]).toContain('No run has succeeded for 2 hours, since 2023-11-14 22:13 UTC.');
  await run('succeeded');
  await run('succeeded');
  expect(subjects().slice(2)).toEqual(['a run has succeeded again']);
});

test('a rule that never succeeded is told, also when its first runs are not in the history any more', async () => {
  const { run, store, subjects, clock } = await createHarness({ ini: { alarms: { no_success_hours: '48' } } });
  for (let hours = 0; hours < 48; hours += 12) {
    await run('partial');
    await clock.advance(12 * HOUR);
    store().prune(clock.now());
  }
  await run('partial');
  expect(subjects()).toEqual(['no run has succeeded']);
});

test('a run that does not end is told by the timer', async () => {
  const { run, store, check, texts, clock } = await createHarness({ ini: { alarms: { no_success_hours: '2' } } });
  const { ruleId } = await run('succeeded');
  store().startRun(ruleId);
  await clock.advance(2 * HOUR - 1);
  await check();
  expect(texts()).toEqual([]);
  await clock.advance(1);
  await check();
  expect(texts()).toEqual([expect.stringContaining('does not end')]);
});

test('a machine that was off over the weekend is not blamed by the timer before it has had a run', async () => {
  const { run, store, check, subjects, clock } = await createHarness({ ini: { alarms: { no_success_hours: '2' } } });
  const { ruleId } = await run('succeeded');
  await clock.advance(60 * HOUR);
  await check();
  store().startRun(ruleId);
  await check();
  expect(subjects()).toEqual([]);
});

test('without the settings silence is fine', async () => {
  const { run, check, subjects, clock } = await createHarness();
  await run('succeeded');
  await clock.advance(9_999 * HOUR);
  await run('partial');
  await check();
  expect(subjects()).toEqual([]);
});

test('without mail silence is told by the log, and no mail is kept that nobody would get', async () => {
  const { run, restart, store, lines, clock } = await createHarness({ ini: { alarms: { no_success_hours: '2' } } });
  await restart(null);
  const { ruleId } = await run('succeeded');
  await clock.advance(3 * HOUR);
  await run('partial');
  expect(lines).toEqual([expect.stringMatching(/^error: no run has succeeded: .* for 3 hours/)]);
  expect(store().unsentMails(ruleId).count).toBe(0);
});

test('b73: the failure that puts a file into quarantine says so in its one mail; the others are plain', async () => {
  const { run, file, store, subjects, texts } = await createHarness({ ini: { processing: { quarantine_after: '2' } } });
  for (let times = 0; times < 2; times++) {
    store().finish(file('bad', 'failed').id, 2);
    await run('partial');
  }
  await run('succeeded');
  expect(subjects()).toEqual(['bad.csv: FAILED', 'bad.csv: FAILED, set aside after 2 failures']);
  expect(texts()[1]).toContain('wherry retry 1');
});
