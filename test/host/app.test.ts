// Settings, the test mail, what is told of the application, and the text for those who help.
import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import type { CallInput } from '#shared/api.ts';
import { AppSettings } from '#shared/settings.ts';
import { freePort } from '#test/servers/free-port.ts';
import { startSmtp, type SmtpOptions } from '#test/servers/smtp.ts';
import { createWorkstation } from '#test/helpers/workstation.ts';
import { exampleRule } from './example-rule.ts';
import { base64Of, hostHere } from './host-here.ts';

const WHO = { who: 'test' };
const LOGIN = { username: 'mailer', password: 'smtp-canary-1' };

async function smtp(options: Partial<SmtpOptions> = {}) {
  const server = await startSmtp({ tls: 'none', login: LOGIN, ...options });
  onTestFinished(() => server.stop());
  return server;
}

function mailServer({ host, port }: { host: string; port: number }) {
  const { username } = LOGIN;
  return { host, port, tls: 'starttls' as const, username, password: 'smtp-password', from: 'wherry@example.com' };
}

function settingsWith(changes: object): CallInput<'settings.save'>['settings'] {
  return AppSettings.parse(changes);
}

test('settings are in force at once, told as an event, and there after a restart; the password only by its name', async () => {
  const first = await hostHere();
  const server = mailServer({ host: 'mail.example.com', port: 587 });
  const settings = settingsWith({ mailServer: server, logLevel: 'debug', keepDays: 30 });
  await first.call('settings.save', { settings, secrets: { 'smtp-password': LOGIN.password, stranger: 'x' } });
  expect(first.host.settings().logLevel).toBe('debug');
  expect(first.events).toContainEqual({ type: 'settings-changed' });
  await first.close();
  const { call } = await hostHere({ dataDirectory: first.directory });
  expect(await call('settings.get', {})).toEqual({ settings, secrets: ['smtp-password'] });
  await call('settings.save', { settings: settingsWith({}), secrets: {} });
  expect((await call('settings.get', {})).secrets).toEqual([]);
});

test('rules that keep their history as long as the application said follow it; others have a time of their own', async () => {
  const { call } = await hostHere();
  const secrets = { 'api-token': 't', 'sftp-password': 'p' };
  const save = async (keepDays: number, id: string) =>
    (await call('rule.save', { rule: exampleRule({ id, keepDays }), secrets, isEnabled: true, ...WHO })).rule.id;
  const [following, own] = [await save(90, 'new-00000001'), await save(7, 'new-00000002')];
  await call('settings.save', { settings: settingsWith({ keepDays: 30 }), secrets: {} });
  expect((await call('rule.get', { ruleId: following })).rule.keepDays).toBe(30);
  expect((await call('rule.get', { ruleId: own })).rule.keepDays).toBe(7);
  expect((await call('rule.new', {})).rule.keepDays).toBe(30);
});

test('a test mail arrives by a server that is stored or not yet; without TLS it says that the password is readable', async () => {
  const server = await smtp();
  const { call } = await hostHere();
  const secrets = { 'smtp-password': LOGIN.password };
  const input = { server: mailServer(server), secrets, to: 'operator@example.com' };
  expect(await call('settings.testMail', input)).toEqual({
    title: 'test mail',
    ok: true,
    detail: `${server.host}:${server.port} has taken the mail to operator@example.com`,
    hint: expect.stringContaining('the password is sent unencrypted'),
  });
  expect(server.mails).toMatchObject([
    { to: ['operator@example.com'], username: 'mailer', raw: expect.stringContaining('Test mail') },
  ]);

  await call('settings.save', { settings: settingsWith({ mailServer: input.server }), secrets });
  expect((await call('settings.testMail', { ...input, secrets: {} })).ok).toBe(true);
  expect(server.mails).toHaveLength(2);
});

test('a test mail that fails has the real reason and what to do, never the password', async () => {
  const server = await smtp();
  const { call } = await hostHere();
  const wrong = { server: mailServer(server), secrets: { 'smtp-password': 'wrong-canary' }, to: 'a@example.com' };
  const refused = await call('settings.testMail', wrong);
  expect(refused).toMatchObject({ ok: false, detail: expect.stringContaining('the login was refused') });
  expect(refused.hint).toContain('Check user name and password');
  expect(JSON.stringify(refused)).not.toContain('canary');
  const nobody = { ...wrong, server: mailServer({ host: '127.0.0.1', port: await freePort() }) };
  expect(await call('settings.testMail', nobody)).toMatchObject({
    ok: false,
    detail: expect.stringContaining('no connection'),
  });
});

test('a rule without a mail server of its own sends by that of the settings, as soon as it is changed there', async () => {
  const [first, second] = [await smtp(), await smtp({ login: null })];
  const station = await createWorkstation({
    files: [demoFile('a.csv', 'x')],
    ini: () => ({
      email: { smtp_host: 'unused.example.com', from: 'x@example.com', success_email: 'team@example.com' },
    }),
  });
  const { call } = await hostHere();
  const ini = { path: station.config, base64: fs.readFileSync(station.config).toString('base64'), ...WHO };
  const { rule } = await call('rule.importIni', ini);
  await call('rule.save', {
    rule: { ...rule, mail: { ...rule.mail, server: null } },
    secrets: {},
    isEnabled: true,
    ...WHO,
  });
  await call('rule.approve', { ruleId: rule.id, ...WHO });
  expect(await call('rule.check', { ruleId: rule.id })).toContainEqual(
    expect.objectContaining({ title: 'mail', ok: false }),
  );

  const secrets = { 'smtp-password': LOGIN.password };
  await call('settings.save', { settings: settingsWith({ mailServer: mailServer(first) }), secrets });
  await call('rule.run', { ruleId: rule.id });
  expect(first.mails).toMatchObject([{ to: ['team@example.com'], username: 'mailer' }]);

  const other = { ...mailServer(second), username: null, password: null };
  await call('settings.save', { settings: settingsWith({ mailServer: other }), secrets: {} });
  station.instance.addFile(demoFile('b.csv', 'y'));
  await call('rule.run', { ruleId: rule.id });
  expect([first.mails.length, second.mails.length]).toEqual([1, 1]);
});

test('a rule that was imported cannot name the password of the settings’ mail server as its own', async () => {
  const { call } = await hostHere();
  const settings = settingsWith({ mailServer: mailServer({ host: 'mail.example.com', port: 587 }) });
  await call('settings.save', { settings, secrets: { 'smtp-password': LOGIN.password } });
  for (const token of ['smtp-password', 'app/smtp-password', '../app/smtp-password']) {
    const source = { ...exampleRule().source, auth: { kind: 'bearer' as const, token } };
    const rule = { ...exampleRule(), source };
    const text = JSON.stringify({ kind: 'wherry-rules', version: 1, rules: [rule] });
    const [entry] = await call('rule.importExport', { text, ...WHO });
    const status = (await call('rule.list', {})).find(({ ruleId }) => ruleId === entry!.rule.id);
    expect(status!.problem?.message).toBe(`the secret "${token}" is not set`);
  }
});

test('the text for those who help tells of everything, and holds no secret wherever one may stand', async () => {
  const secrets = ['token-canary-2', 'sftp-canary-3', LOGIN.password, 'record-canary-4'];
  const station = await createWorkstation({
    files: [demoFile('bad.csv', 'x', { route: { password: 'record-canary-4', directory: '/' } })],
    instance: { auth: { kind: 'bearer', token: 'token-canary-2' }, sftpPassword: 'sftp-canary-3' },
    ini: () => ({ processing: { command_1: `echo ${secrets.join(' ')} >&2 && exit 3`, retry_delay: 0 } }),
  });
  const { call, directory, host } = await hostHere();
  const settings = settingsWith({ mailServer: mailServer({ host: 'mail.example.com', port: 587 }) });
  await call('settings.save', { settings, secrets: { 'smtp-password': LOGIN.password } });
  const ini = { path: station.config, base64: fs.readFileSync(station.config).toString('base64'), ...WHO };
  const { rule } = await call('rule.importIni', ini);
  await call('rule.approve', { ruleId: rule.id, ...WHO });
  await call('rule.run', { ruleId: rule.id });
  // Lines that are in the log from before the secret was known.
  fs.appendFileSync(path.join(directory, 'logs', 'wherry.log'), `foreign ${secrets.join(' ')}\n`);
  host.log.error(`told ${secrets.join(' ')}`);

  const { text, fileName } = await call('app.support', {});
  expect(fileName).toMatch(/^wherry-support-\d{4}-\d\d-\d\d\.txt$/);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text).toContain('version   1.2.3 (headless)');
  expect(text).toMatch(/== Needs attention\n#1 bad\.csv: failed/);
  expect(text).toMatch(/== Last runs\n1 default-[0-9a-f]{8}: partial/);
  expect(text).toContain('== Rule default (from ini)');
  expect(text).toMatch(/foreign( \[redacted\]){4}/);
});

test('what is told of the application names its notes: settings that were damaged, a key that lies in a file', async () => {
  const first = await hostHere();
  await first.call('settings.save', { settings: settingsWith({ keepDays: 5 }), secrets: {} });
  await first.call('rule.importExport', {
    text: JSON.stringify({ kind: 'wherry-rules', version: 1, rules: [exampleRule()] }),
    ...WHO,
  });
  const ruleId = (await first.call('rule.list', {}))[0]!.ruleId;
  const draft = { rule: { ...exampleRule(), id: ruleId }, secrets: { 'api-token': 'x' }, isEnabled: true, ...WHO };
  await first.call('rule.save', draft);
  await first.close();
  fs.writeFileSync(path.join(first.directory, 'settings.json'), '');

  const { call, events } = await hostHere({ dataDirectory: first.directory });
  const info = await call('app.info', {});
  expect(info).toMatchObject({
    version: '1.2.3',
    kind: 'headless',
    keyKind: 'key-file',
    dataDirectory: first.directory,
  });
  expect(info.notes.map(({ title }) => title).toSorted()).toEqual([
    'How the secrets are kept',
    'Settings from the last backup',
  ]);
  expect((await call('log.read', { before: null, limit: 10, level: 'warn' })).lines).toHaveLength(2);
  expect(events.filter(({ type }) => type === 'log-line').length).toBeGreaterThan(2);
});

test('an INI with a wrong value is never half imported, and its secrets are not in the message', async () => {
  const { call, directory } = await hostHere();
  const ini = `[bettrdata]\nbase_url = nonsense\napi_token = token-canary\n`;
  const answer = call('rule.importIni', { path: 'x.ini', base64: base64Of(ini), ...WHO });
  await expect(answer).rejects.toMatchObject({ code: 'settings', message: expect.not.stringContaining('canary') });
  expect(fs.existsSync(path.join(directory, 'secrets.json'))).toBe(false);
});
