// Rules that the application keeps: made, changed, approved, switched, removed; in force at once and after a restart.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { createWorkstation } from '#test/helpers/workstation.ts';
import { exampleRule, exampleSource } from './example-rule.ts';
import { base64Of, hostHere } from './host-here.ts';

const WHO = { who: 'test' };

test('a new rule gets an id from its name that stays for ever, and is there after a restart with its secrets', async () => {
  const first = await hostHere();
  const { rule: draft, ...standing } = await first.call('rule.new', {});
  expect(standing).toEqual({ isEnabled: true, isApproved: true, origin: { kind: 'editor' } });
  const rule = { ...exampleRule(), id: draft.id, name: 'Täglich: Orders' };
  const secrets = { 'api-token': 'token-1', 'sftp-password': 'password-1', stranger: 'is not named by the rule' };
  const saved = await first.call('rule.save', { rule, secrets, isEnabled: true, ...WHO });
  expect(saved.rule.id).toMatch(/^ta-glich-orders-[0-9a-f]{8}$/);

  const twice = await first.call('rule.save', { rule, secrets: {}, isEnabled: true, ...WHO });
  expect(twice.rule.id).toBe(saved.rule.id);
  const renamed = { rule: { ...saved.rule, name: 'Other' }, secrets: {}, isEnabled: true, ...WHO };
  expect((await first.call('rule.save', renamed)).rule.id).toBe(saved.rule.id);
  await first.close();

  const { call } = await hostHere({ dataDirectory: first.directory });
  expect(await call('rule.get', { ruleId: saved.rule.id })).toEqual({
    ...saved,
    rule: { ...saved.rule, name: 'Other' },
    secrets: ['api-token', 'sftp-password'],
  });
  expect((await call('rule.list', {}))[0]).toMatchObject({ name: 'Other', problem: null, isApproved: true });
});

test('a draft of the editor becomes complete with its empty places only', async () => {
  const { call } = await hostHere();
  const { rule } = await call('rule.new', {});
  const issues = await call('rule.validate', { rule, secrets: { 'api-token': 'x', 'sftp-password': 'y' } });
  expect(issues.map(({ path: at, message }) => `${at.join('.')} ${message}`)).toEqual([
    'source.baseUrl is missing',
    'source.sftp.host is missing',
    'source.sftp.username is missing',
  ]);
});

test('secrets that a rule does not name any more are forgotten, and one that is taken away is told as its problem', async () => {
  const { call } = await hostHere();
  const rule = exampleRule({ id: 'new-00000001' });
  const secrets = { 'api-token': 'token', 'sftp-password': 'password' };
  const { rule: saved } = await call('rule.save', { rule, secrets, isEnabled: true, ...WHO });
  const changed = { ...saved, source: exampleSource({ auth: { kind: 'none' } }) };
  await call('rule.save', { rule: changed, secrets: {}, isEnabled: true, ...WHO });
  expect((await call('rule.get', { ruleId: saved.id })).secrets).toEqual(['sftp-password']);
  await call('rule.save', { rule: changed, secrets: { 'sftp-password': null }, isEnabled: true, ...WHO });
  const [status] = await call('rule.list', {});
  expect(status!.problem).toMatchObject({ message: 'the secret "sftp-password" is not set' });
});

test('switched off, a rule runs neither by schedule nor by hand; switched on, it does', async () => {
  const { call } = await hostHere();
  const rule = exampleRule({ id: 'new-00000001' });
  const secrets = { 'api-token': 'token', 'sftp-password': 'password' };
  const { rule: saved } = await call('rule.save', { rule, secrets, isEnabled: false, ...WHO });
  await expect(call('rule.run', { ruleId: saved.id })).rejects.toMatchObject({ code: 'switched-off' });
  expect((await call('rule.enable', { ruleId: saved.id, isEnabled: true, ...WHO })).isEnabled).toBe(true);
  expect((await call('rule.list', {}))[0]).toMatchObject({ isEnabled: true });
});

test('a rule that is removed takes its secrets with it; the history of its files stays', async () => {
  const { call, directory } = await hostHere();
  const rule = exampleRule({ id: 'new-00000001' });
  const { rule: saved } = await call('rule.save', { rule, secrets: { 'api-token': 't' }, isEnabled: true, ...WHO });
  await call('rule.remove', { ruleId: saved.id, ...WHO });
  expect(await call('rule.list', {})).toEqual([]);
  await expect(call('rule.get', { ruleId: saved.id })).rejects.toMatchObject({ code: 'no-such-rule' });
  expect(JSON.parse(fs.readFileSync(path.join(directory, 'secrets.json'), 'utf8')).secrets).toEqual({});
});

test('what cannot work is not saved, and everything that is wrong is told', async () => {
  const { call } = await hostHere();
  const rule = {
    ...exampleRule(),
    targetDirectory: 'relative',
    schedule: { kind: 'cron', expression: '0 0 30 2 *', timezone: 'UTC' },
  };
  const save = call('rule.save', { rule, secrets: {}, isEnabled: true, ...WHO });
  await expect(save).rejects.toMatchObject({
    code: 'invalid-rule',
    message: expect.stringMatching(
      /targetDirectory: is no absolute path[^]*schedule.expression: names a moment that never comes/,
    ),
  });
  expect(await call('rule.list', {})).toEqual([]);
});

test('an imported INI waits for approval, then runs with the very settings, and its secrets are in no file or answer', async () => {
  const station = await createWorkstation({ files: [demoFile('a.csv', 'x'), demoFile('b.csv', 'y')] });
  const { call, directory, events } = await hostHere();
  const file = { path: station.config, base64: fs.readFileSync(station.config).toString('base64') };

  const looked = await call('rule.readIni', file);
  expect(looked).toMatchObject({ changes: null, secrets: ['api-token', 'sftp-password'] });
  expect(await call('rule.list', {})).toEqual([]);
  const { rule } = await call('rule.importIni', { ...file, ...WHO });
  await expect(call('rule.run', { ruleId: rule.id })).rejects.toMatchObject({ code: 'not-approved' });

  const again = { rule: { ...rule, name: 'changed' }, secrets: {}, isEnabled: true, ...WHO };
  expect((await call('rule.save', again)).isApproved).toBe(false);
  expect((await call('rule.approve', { ruleId: rule.id, ...WHO })).isApproved).toBe(true);
  expect((await call('rule.save', again)).isApproved).toBe(true);
  const { run } = await call('rule.run', { ruleId: rule.id });
  expect(run).toMatchObject({ state: 'succeeded', succeeded: 2 });
  expect(station.ran()).toEqual(['a.csv', 'b.csv']);

  const support = await call('app.support', {});
  const told = JSON.stringify([looked, await call('rule.get', { ruleId: rule.id }), support, events]);
  const files = fs.readdirSync(directory).filter((name) => name.endsWith('.json') || name.endsWith('.log'));
  const kept = files.map((name) => fs.readFileSync(path.join(directory, name), 'utf8')).join('');
  for (const secret of [station.instance.apiToken, station.instance.sftp.password]) {
    expect(told + kept).not.toContain(secret);
  }
});

function fileOf(content: string) {
  return { path: 'default.ini', base64: base64Of(content) };
}

test('importing the INI again replaces the rule under its id, after a diff, and its done files stay done', async () => {
  const station = await createWorkstation();
  const { call } = await hostHere();
  const text = fs.readFileSync(station.config, 'utf8');
  const { rule } = await call('rule.importIni', { ...fileOf(text), ...WHO });
  await call('rule.approve', { ruleId: rule.id, ...WHO });
  await call('rule.run', { ruleId: rule.id });

  const changed = text.replace('echo {{ fileName }}', 'echo again').replace(station.instance.apiToken, 'other-token');
  const looked = await call('rule.readIni', fileOf(changed));
  expect(looked.entry.rule.id).toBe(rule.id);
  expect(looked.changes).toEqual([
    {
      path: 'steps.0.template',
      before: expect.stringContaining('{{ fileName }}'),
      after: expect.stringContaining('echo again'),
    },
    { path: 'secrets.api-token', before: 'as it is stored', after: 'another one' },
  ]);
  expect((await call('rule.importIni', { ...fileOf(changed), ...WHO })).isApproved).toBe(false);
  expect(await call('rule.list', {})).toHaveLength(1);

  await call('rule.importIni', { ...fileOf(text), ...WHO });
  await call('rule.approve', { ruleId: rule.id, ...WHO });
  expect((await call('rule.run', { ruleId: rule.id })).run).toMatchObject({ state: 'succeeded', succeeded: 0 });
});

test('a draft is checked and previewed with secrets that are stored and secrets that are not, and nothing is kept', async () => {
  const station = await createWorkstation();
  const { call, events } = await hostHere();
  const file = { path: station.config, base64: fs.readFileSync(station.config).toString('base64') };
  const { rule } = await call('rule.importIni', { ...file, ...WHO });

  const results = await call('rule.checkDraft', { rule, secrets: {} });
  expect(results.every(({ ok }) => ok)).toBe(true);
  const told = events.flatMap((event) => (event.type === 'check-result' ? [event] : []));
  expect(told.map(({ result }) => result)).toEqual(results);
  expect(new Set(told.map(({ ruleId }) => ruleId))).toEqual(new Set([rule.id]));
  expect((await call('rule.previewDraft', { rule, secrets: {} })).map(({ name }) => name)).toEqual(['report.csv']);

  const wrong = await call('rule.checkDraft', { rule, secrets: { 'api-token': 'wrong' } });
  expect(wrong.some(({ ok }) => !ok)).toBe(true);
  expect((await call('rule.checkDraft', { rule, secrets: {} })).every(({ ok }) => ok)).toBe(true);
  const stranger = await call('rule.checkDraft', { rule: { ...rule, id: 'app' }, secrets: {} });
  expect(stranger).toContainEqual(expect.objectContaining({ detail: 'the secret "api-token" is not set' }));
});
