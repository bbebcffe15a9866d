// The demo in the application: a real instance, a real rule, and nothing of it left behind.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hostHere } from './host-here.ts';

test('the demo makes a rule that runs through, and ends without a trace in settings, secrets, rules and attention', async () => {
  const { call, directory } = await hostHere();
  const { ruleId } = await call('demo.start', {});
  expect(await call('demo.start', {})).toEqual({ ruleId });
  expect((await call('app.info', {})).demo).toEqual({ isRunning: true, ruleId });

  const { run, error } = await call('rule.run', { ruleId });
  expect({ state: run.state, error }).toEqual({ state: 'partial', error: null });
  expect(run.succeeded).toBeGreaterThan(2);
  expect((await call('rule.list', {})).map(({ origin }) => origin)).toEqual([{ kind: 'demo' }]);
  expect(fs.readdirSync(path.join(directory, 'demo', 'mails')).length).toBeGreaterThan(0);
  const waiting = await call('file.list', { states: ['failed'], limit: 100, offset: 0 });
  expect(waiting.total).toBeGreaterThan(0);

  await call('demo.stop', {});
  await call('demo.stop', {});
  expect(await call('rule.list', {})).toEqual([]);
  expect((await call('file.list', { states: ['failed', 'ready'], limit: 100, offset: 0 })).total).toBe(0);
  expect(fs.existsSync(path.join(directory, 'settings.json'))).toBe(false);
  expect(fs.existsSync(path.join(directory, 'secrets.json'))).toBe(false);
  expect(fs.existsSync(path.join(directory, 'demo'))).toBe(false);
});

test('a demo that ended with its process is gone at the next start, its files too', async () => {
  const first = await hostHere();
  const { ruleId } = await first.call('demo.start', {});
  await first.call('rule.run', { ruleId });
  await first.close();

  const second = await hostHere({ dataDirectory: first.directory });
  expect(await second.call('rule.list', {})).toEqual([]);
  const schedules = second.host.runSchedules();
  second.host.stopping.request();
  await schedules;
  const open = await second.call('file.list', { states: ['failed', 'ready', 'waiting'], limit: 100, offset: 0 });
  expect(open.files).toEqual([]);
});

test('the rule of the demo can be removed like any other, which ends the demo', async () => {
  const { call } = await hostHere();
  const { ruleId } = await call('demo.start', {});
  await call('rule.remove', { ruleId, who: 'test' });
  expect((await call('app.info', {})).demo).toEqual({ isRunning: false, ruleId: null });
  expect(await call('rule.list', {})).toEqual([]);
});
