// Rules that go to another installation, and INI files whose paths are relative.
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleRule } from './example-rule.ts';
import { base64Of, hostHere } from './host-here.ts';

const WHO = { who: 'test' };
const CANARY = 'canary-4711';

test('an export holds no secret, also where one was typed into a command, and comes back pending', async () => {
  const { call } = await hostHere();
  const template = `curl -u me:${CANARY} {{ filePath }}`;
  const rule = exampleRule({ id: 'new-00000001', steps: [{ kind: 'command', name: 'command_1', template }] });
  const secrets = { 'api-token': CANARY, 'sftp-password': 'password-2' };
  await call('rule.save', { rule, secrets, isEnabled: true, ...WHO });
  const { fileName, text } = await call('rule.export', { ruleIds: null });
  expect(fileName).toMatch(/^example-[0-9a-f]{8}\.json$/);
  expect(text).not.toContain(CANARY);
  expect(text).toContain('curl -u me:[redacted] {{ filePath }}');

  const other = await hostHere();
  const [imported, ...rest] = await other.call('rule.importExport', { text, ...WHO });
  expect(rest).toEqual([]);
  expect(imported).toMatchObject({
    isApproved: false,
    isEnabled: true,
    origin: { kind: 'export' },
    rule: { name: 'Example' },
  });
  expect(imported!.rule.id).not.toBe(rule.id);
  const lines = other.events.flatMap((event) => (event.type === 'log-line' ? [event.line.message] : []));
  expect(lines).toContainEqual(expect.stringContaining('for its secrets: api-token, sftp-password'));
  expect((await other.call('rule.list', {}))[0]).toMatchObject({
    isApproved: false,
    problem: { message: expect.stringContaining('api-token') },
  });
});

test.each([
  ['no JSON', 'hello'],
  ['other JSON', '{"rules": []}'],
  ['an INI', '[bettrdata]\n'],
])('what is no export (%s) is refused with what to do', async (_, text) => {
  const { call } = await hostHere();
  const answer = call('rule.importExport', { text, ...WHO });
  await expect(answer).rejects.toMatchObject({ code: 'no-export', hint: expect.stringContaining('Export') });
});

const INI = `[bettrdata]
base_url = https://acme.example.com
api_token = ${CANARY}
[sftp]
host = sftp.example.com
username = acme
remote_password = password-2
[list]
where = {"a": 1}
[processing]
target_source_directory = incoming
[logging]
log_dir = logs
`;

test.each([
  ['the folder of the file', path.resolve('/srv/acme/acme.ini'), path.resolve('/srv/acme/incoming')],
  ['the folder above its folder config', path.resolve('/srv/acme/config/acme.ini'), path.resolve('/srv/acme/incoming')],
  ['your home folder', 'acme.ini', path.join(os.homedir(), 'incoming')],
])('relative paths of an INI are taken from %s, and a note says so', async (where, file, target) => {
  const { call } = await hostHere();
  const { entry, notes } = await call('rule.readIni', { path: file, base64: base64Of(INI) });
  expect(entry.rule.targetDirectory).toBe(target);
  expect(entry.origin).toEqual({ kind: 'ini', name: 'acme.ini' });
  expect(notes).toContainEqual(expect.stringContaining(`${path.dirname(target)}: ${where}`));
  expect(notes).toContainEqual(expect.stringContaining('[logging] is not used'));
  expect(notes.join('\n')).not.toContain(CANARY);
});

test('absolute paths of an INI need no note', async () => {
  const { call } = await hostHere();
  const ini = INI.replace('= incoming', `= ${path.resolve('/srv/in')}`);
  const { notes } = await call('rule.readIni', { path: 'acme.ini', base64: base64Of(ini) });
  expect(notes.filter((note) => note.startsWith('Relative'))).toEqual([]);
});

test('an INI that cannot be read is told with its lines, and nothing is made of it', async () => {
  const { call } = await hostHere();
  const broken = { path: 'acme.ini', base64: base64Of(INI.replace('{"a": 1}', '{"a": }')), ...WHO };
  await expect(call('rule.importIni', broken)).rejects.toMatchObject({ message: expect.stringMatching(/line 9/) });
  expect(await call('rule.list', {})).toEqual([]);
});
