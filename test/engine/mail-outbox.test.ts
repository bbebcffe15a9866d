// Mails that cannot be sent are kept, seen and sent later; stories of files survive a crash.
import { expect, test } from 'vitest';
import { WherryError } from '#engine/errors.ts';
import { createHarness, HOUR, refused, unreachable } from './people-harness.ts';

const REFUSED_MAIL = { ini: { email: { alert_email: 'alarm@example.com' } } };

test('an alert that could not be sent is warned of once, noted at the run, and sent by a later run', async () => {
  const { run, restart, smtp, lines, subjects } = await createHarness({ mailServer: 'away' });
  const first = await run('failed', unreachable);
  expect(first.warning).toMatch(/^1 mail not sent yet: mail to 127\.0\.0\.1:1: /);
  await run('failed', unreachable);
  expect(lines.filter((line) => line.startsWith('warn') && line.includes('could not be sent'))).toHaveLength(1);
  await restart(smtp.port);
  expect((await run('failed', unreachable)).warning).toMatch(/^1 mail not sent yet/);
  expect(subjects()).toEqual([]);
});

test('the wait between tries grows, and a timer between runs tries too', async () => {
  const { run, restart, check, smtp, subjects, lines, clock } = await createHarness({ mailServer: 'away' });
  await run('failed', unreachable);
  await check();
  await restart(smtp.port);
  await clock.advance(29_000);
  await check();
  expect(subjects()).toEqual([]);
  await clock.advance(31_000);
  await check();
  expect(subjects()).toEqual(['the run failed']);
  expect(lines.at(-1)).toBe('info: mail "the run failed" was sent at last');
  expect((await run('failed', unreachable)).warning).toBeNull();
});

test('at the end of the process what is being sent is waited for, so that it is not sent again', async () => {
  const { alert, check, restart, run, subjects, lines } = await createHarness();
  alert('one');
  const checked = check();
  await restart();
  await checked;
  await run('succeeded');
  expect(subjects()).toEqual(['one']);
  expect(lines).toEqual([]);
});

test('a mail that was put back while the clock was a year ahead is sent', async () => {
  const { run, check, restart, smtp, subjects, clock } = await createHarness({ mailServer: 'away' });
  for (let times = 0; times < 3; times++) await run('failed', unreachable);
  clock.jump(-365 * 24 * HOUR);
  await restart(smtp.port);
  await check();
  expect(subjects()).toEqual(['the run failed']);
});

test('a mail server that is away is asked once in a run, however many mails wait', async () => {
  const { run, file, lines } = await createHarness({ mailServer: 'away', ini: { email: { digest_above: '0' } } });
  const warnings = () => lines.filter((line) => line.includes('could not be sent'));
  file('f0', 'failed');
  await expect.poll(warnings).toHaveLength(1);
  for (let n = 1; n < 20; n++) file(`f${n}`, 'failed');
  expect((await run('partial')).warning).toMatch(/^20 mails not sent yet/);
  expect(warnings()).toHaveLength(2);
});

test('b65: a mail that is refused again and again does not hold up the others', async () => {
  const { run, file, store, restart, smtp, subjects } = await createHarness({ mailServer: 'away', ...REFUSED_MAIL });
  await run('failed', new WherryError('a', 'first', { kind: 'config' }));
  await restart(smtp.port);
  // The first one is tried after the later ones, as it has been tried before.
  file('later', 'failed');
  await run('partial');
  expect(subjects()).toEqual(['works again', 'later.csv: FAILED', 'the run failed']);
  expect(store().unsentMails(store().runs(1)[0]!.ruleId)).toEqual({ count: 0, since: null, lastError: null });
});

test('above 100 mails the oldest successes are given up first, and after three days every one', async () => {
  const { run, file, alert, store, lines, clock } = await createHarness({
    mailServer: 'away',
    ini: { email: { digest_above: '0' } },
  });
  for (let n = 0; n < 80; n++) alert(`bad${n}`);
  for (let n = 0; n < 40; n++) file(`good${n}`, 'succeeded');
  const { ruleId } = await run('partial');
  expect(lines).toContain('error: 20 mails were given up, never sent');
  await clock.advance(HOUR);
  const left = store().dueMails(ruleId);
  expect(left.filter(({ notification }) => notification.kind === 'alert')).toHaveLength(80);
  expect(left.some(({ notification }) => notification.title === 'good0.csv: SUCCESS')).toBe(false);
  await clock.advance(72 * HOUR);
  await run('succeeded');
  expect(lines).toContain('error: 100 mails were given up, never sent');
  expect(store().unsentMails(ruleId).count).toBe(0);
});

test('b66: stories that wait for the end of their run survive a crash, and are told once', async () => {
  const { file, tellAgain, restart, run, subjects } = await createHarness();
  const bad = file('bad', 'failed');
  file('good', 'succeeded');
  await restart();
  tellAgain(bad);
  await run('succeeded');
  await run('succeeded');
  expect(subjects()).toEqual(['bad.csv: FAILED', 'good.csv: SUCCESS']);
});

test('b66: only mails that somebody gets are counted for the digest', async () => {
  const { file, run, subjects } = await createHarness({ ini: { email: { success_email: '', digest_above: '2' } } });
  for (const name of ['a', 'b', 'c']) file(name, 'succeeded');
  for (const name of ['d', 'e']) file(name, 'failed');
  await run('partial');
  expect(subjects()).toEqual(['d.csv: FAILED', 'e.csv: FAILED']);
});

test('b29: a file that failed again after a person asked for it is told again', async () => {
  const { file, run, store, subjects } = await createHarness();
  const bad = file('bad', 'failed');
  store().finish(bad.id, 5);
  await run('partial');
  store().requeue(bad.id, 'me');
  file('bad', 'failed');
  await run('partial');
  expect(subjects()).toEqual(['bad.csv: FAILED', 'bad.csv: FAILED']);
});

test('where the mail server was taken out of the settings, what waits for it is not told as sent', async () => {
  const { run, restart, lines } = await createHarness({ mailServer: 'away' });
  await run('failed', unreachable);
  await restart(null);
  await run('succeeded');
  expect(lines.join()).not.toContain('was sent');
});

test('an alert about the rule as a whole goes out with the end of the run', async () => {
  const { alert, run, subjects } = await createHarness();
  alert('the database was damaged');
  await run('succeeded');
  expect(subjects()).toEqual(['the database was damaged']);
});

test('where the store cannot be written, people are told past it, once an hour, and the run ends', async () => {
  const { run, store, subjects, lines, clock } = await createHarness();
  store().raiseAlarm = () => {
    throw new WherryError('store-full', 'wherry.db: the disk is full', { kind: 'transient' });
  };
  for (let times = 0; times < 3; times++) await run('failed', refused);
  expect(subjects()).toEqual(['the run failed']);
  await clock.advance(HOUR);
  await run('failed', refused);
  expect(subjects()).toEqual(['the run failed', 'the run failed']);
  expect(lines).toContain('error: alarms and mails cannot be stored: wherry.db: the disk is full');
});
