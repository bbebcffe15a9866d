import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IniError } from '#engine/config/ini-error.ts';
import { isSecretKey } from '#engine/config/ini-secrets.ts';
import { ADDED_KEYS, UTILITY_KEYS } from '#engine/config/known-keys.ts';
import { SettingsError } from '#engine/config/settings-error.ts';
import { importText, importWith, iniWith, refusalOf } from './sample.ts';

function problemsOf(changes: Record<string, Record<string, string>>) {
  return refusalOf(iniWith(changes)).problems;
}

function toldAbout(text: string): string {
  try {
    const { rule, logging, notes } = importText(text);
    return JSON.stringify([rule, logging, notes]);
  } catch (error) {
    if (!(error instanceof SettingsError) && !(error instanceof IniError)) throw error;
    return `${error.message}${error.hint}`;
  }
}

describe('wrong values', () => {
  test('are told all at once, in the order of the file, each with its place and what to write', () => {
    const error = refusalOf('[list]\nskip = -1\nlimit =  many\n[sftp]\nhost = h\n');
    expect(error).toMatchObject({ code: 'settings', kind: 'config' });
    expect(error.problems.map(({ section, key, line, column }) => [section, key, line, column])).toEqual([
      ['list', 'skip', 2, 8],
      ['list', 'limit', 3, 10],
      ['bettrdata', 'base_url', null, null],
      ['list', 'where', null, null],
      ['sftp', 'username', null, null],
      ['processing', 'target_source_directory', null, null],
    ]);
    expect(error.message).toContain('default.ini: 6 settings are wrong\n  [list] skip (line 2, column 8): must be');
    expect(error.problems.every(({ hint }) => hint.length > 10)).toBe(true);
  });

  test.each([
    ['bettrdata', 'base_url', 'ftp://h'],
    ['bettrdata', 'base_url', 'acme.bettrdata.io'],
    ['bettrdata', 'base_url', 'https://user:pw@h'],
    ['bettrdata', 'base_url', 'https://h/?a=1'],
    ['bettrdata', 'auth', 'kerberos'],
    ['bettrdata', 'timeout', '0'],
    ['bettrdata', 'timeout', '9999999'],
    ['bettrdata', 'requests_per_minute', '1.5'],
    ['bettrdata', 'write_method', 'post'],
    ['bettrdata', 'write_mode', 'all'],
    ['sftp', 'host', 'sftp://h'],
    ['sftp', 'host', 'h:222'],
    ['sftp', 'host', ''],
    ['sftp', 'port', '65536'],
    ['sftp', 'port', '22 ; comment'],
    ['sftp', 'username', ''],
    ['sftp', 'host_key', 'MD5:00'],
    ['sftp', 'idle_timeout', '-1'],
    ['list', 'limit', '0'],
    ['list', 'limit', '-5'],
    ['list', 'limit', '5.0'],
    ['list', 'skip', '-1'],
    ['list', 'all_files', 'maybe'],
    ['list', 'sort', '[1]'],
    ['list', 'projection', '{"a": True}'],
    ['processing', 'target_source_directory', ''],
    ['processing', 'status_attribute', 'a.b'],
    ['processing', 'error_attribute', '$a'],
    ['processing', 'error_attribute', 'client_status'],
    ['processing', 'success_dir_name', '/abs'],
    ['processing', 'success_dir_name', 'C:\\abs'],
    ['processing', 'success_dir_name', 'a/../..'],
    ['processing', 'success_dir_name', '.'],
    ['processing', 'success_dir_name', '.wherry'],
    ['processing', 'command_timeout', '0'],
    ['processing', 'quoting', 'off'],
    ['processing', 'shell', 'bash'],
    ['processing', 'parallel', '65'],
    ['processing', 'unverified', 'yes'],
    ['processing', 'retry_tries', '0'],
    ['processing', 'retry_delay', 'x'],
    ['processing', 'retry_max_delay', '0'],
    ['processing', 'quarantine_after', '0'],
    ['logging', 'level', 'loud'],
  ])('[%s] %s = %s is refused, and nothing else', (section, key, value) => {
    const problems = problemsOf({ [section]: { [key]: value } });
    expect(problems).toMatchObject([{ section, key, line: expect.any(Number), column: expect.any(Number) }]);
  });

  test.each([
    [{ smtp_port: '0' }, 'smtp_port'],
    [{ use_ssl: 'ja' }, 'use_ssl'],
    [{ from: 'nobody' }, 'from'],
    [{ from: '', smtp_user: 'apikey' }, 'from'],
    [{ alert_email: 'a@x, b' }, 'alert_email'],
    [{ success_email: 'a@x b@x' }, 'success_email'],
    [{ digest_above: '-1' }, 'digest_above'],
  ])('[email] %j is refused because of %s', (email, key) => {
    const complete = { smtp_host: 'h', from: 'w@x', alert_email: 'a@x' };
    expect(problemsOf({ email: { ...complete, ...email } })).toMatchObject([{ section: 'email', key }]);
  });

  test('b20: names of attributes with dots or $ are told', () => {
    expect(problemsOf({ processing: { status_attribute: 'x.$y' } })).toMatchObject([{ key: 'status_attribute' }]);
  });

  test('auth = basic and login need their name, password and client id', () => {
    const needed = { basic: ['login_username', 'login_password'], bearer: ['api_token'] };
    for (const [auth, keys] of Object.entries({ ...needed, login: [...needed.basic, 'client_id'] })) {
      expect(problemsOf({ bettrdata: { auth, api_token: '' } }).map(({ key }) => key)).toEqual(keys);
    }
  });

  test('a key that is indented into the value above is told with both places', () => {
    const error = refusalOf(iniWith().replace('remote_password', '  remote_password'));
    expect(error.problems).toMatchObject([{ key: 'username', message: expect.stringContaining('line 8, column 3') }]);
    expect(error.message).not.toContain('pass-0123456789');
  });
});

describe('where', () => {
  test('b6: bad JSON is told with line and column of the INI file', () => {
    const text = iniWith({ list: { where: '{\n    # comment\n    "a": 1,\n    "b": oops\n    }' } });
    const [problem] = refusalOf(text).problems;
    expect(text.split('\n')[(problem?.line ?? 0) - 1]?.slice((problem?.column ?? 0) - 1)).toBe('oops');
  });

  test.each(['', '{}', '{ }'])('b7: an empty filter (%j) is refused without all_files', (where) => {
    expect(problemsOf({ list: { where } })).toMatchObject([
      { key: 'where', hint: expect.stringContaining('all_files = true') },
    ]);
  });

  test('b8: $or without a non-empty array is refused at its place', () => {
    for (const value of ['{}', '[]', '"x"', 'true']) {
      const text = iniWith({ list: { where: `{ "a": 1,\n   "$or": ${value} }` } });
      const [problem] = refusalOf(text).problems;
      expect(problem).toMatchObject({ key: 'where', column: 4 });
      expect(text.split('\n')[(problem?.line ?? 0) - 1]).toContain('"$or"');
    }
  });

  test("b8: $and is refused with BettrData's warning and the filter without it", () => {
    const [problem] = problemsOf({ list: { where: '{ "$and": [ { "a": 1 }, { "b": 2 } ] }' } });
    expect(problem?.message).toContain('Do not combine filters using $and');
    expect(problem?.hint).toContain('{"a":1,"b":2}');
  });

  test('an unknown operator deep inside is told at its place', () => {
    const text = iniWith({ list: { where: '{ "$or": [ { "a": 1 },\n  { "b": { "$foo": 1 } } ] }' } });
    expect(refusalOf(text).problems).toMatchObject([{ column: 12, message: expect.stringContaining('$foo') }]);
  });
});

describe('notes', () => {
  test.each([
    [
      '[processing]\ntarget_source_directory',
      '[processing]\ncomand_1 = x\ntarget_source_directory',
      'did you mean command_1?',
    ],
    ['[list]', '[list]\nport = 3', 'it belongs into [sftp]'],
    ['[list]', '[lists]\nx = 1\n[list]', 'did you mean [list]?'],
    ['[list]', '[LOGGING]\nlevel = INFO\n[list]', 'did you mean [logging]?'],
    ['[list]', '[list]\ncommand = x', '"command" is not read'],
    ['[list]', '[other]\nx = 1\n[list]', 'section [other] is not read'],
  ])('what is not read is noted: %s -> %s', (from, to, expected) => {
    expect(importText(iniWith().replace(from, to)).notes.map(({ message }) => message)).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  test('a misspelt key is told together with the one that is missing', () => {
    const error = refusalOf(iniWith().replace('username', 'user_name'));
    expect(error.message).toContain('[sftp] username: is missing');
    expect(error.message).toContain('did you mean username?');
  });

  test('quotes around host, user and password are part of them, and noted', () => {
    const { rule, notes } = importWith({ sftp: { host: '"h"', username: "'u'", remote_password: '"p"' } });
    expect(rule.source.sftp.host).toBe('"h"');
    expect(new Set(notes.map(({ key }) => key))).toEqual(new Set(['host', 'username', 'remote_password']));
  });

  test('a password that gets into a command by %(…)s is noted', () => {
    const { notes } = importWith({
      DEFAULT: { pw: 'pass-abcdef' },
      sftp: { remote_password: '%(pw)s' },
      processing: { command_1: 'x %(pw)s' },
    });
    expect(notes).toMatchObject([{ key: 'command_1', message: expect.stringContaining('password') }]);
  });
});

describe('whatever stands in the file', () => {
  const SECRET = 'hunter2-hunter2';
  const KEYS = Object.entries(UTILITY_KEYS).flatMap(([section, keys]) => keys.map((key) => ({ section, key })));
  const ADDED = Object.entries(ADDED_KEYS).flatMap(([section, keys]) => keys.map((key) => ({ section, key })));
  const value = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '1',
      '-1',
      '70000',
      'true',
      'no',
      '{}',
      '{"a": 1}',
      '{"$or": []}',
      "{'a'}",
      'x@y',
      'login',
    ),
    fc.constantFrom(
      'https://h',
      '"q"',
      '%',
      '%(port)s',
      '..',
      '/',
      'a\n  b = c',
      'basic',
      'INFO',
      'SHA256:x',
      'legacy',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
  );
  const anyChange = fc.record({ at: fc.constantFrom(...KEYS, ...ADDED), value });

  test('it becomes a rule or an error of settings, never a defect', () => {
    const property = fc.property(fc.array(anyChange, { minLength: 1, maxLength: 6 }), (changes) => {
      const merged: Record<string, Record<string, string>> = { email: { smtp_host: 'h' } };
      for (const { at, value } of changes) merged[at.section] = { ...merged[at.section], [at.key]: value };
      try {
        expect(importWith(merged).rule.source.kind).toBe('bettrdata');
      } catch (error) {
        if (!(error instanceof SettingsError) && !(error instanceof IniError)) throw error;
      }
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  test('b70: a password is in no error and no note, wherever its line ends up', () => {
    const secretKeys = [...KEYS, ...ADDED].filter(({ key }) => isSecretKey(key));
    const line = fc
      .tuple(
        fc.constantFrom('', ' ', '\t', '    '),
        fc.constantFrom(...secretKeys.map(({ key }) => key)),
        fc.constantFrom(' = ', ': ', ' ', '=\n', ' =\n  '),
        fc.constantFrom('', '%', '%(x)s', '"', '{', "'", '=', ' = ', '[', '#'),
        fc.constantFrom('', '%', '=', ': ', '"', ']', ' x'),
      )
      .map(([indent, key, delimiter, before, after]) => `${indent}${key}${delimiter}${before}${SECRET}${after}`);
    const place = fc.nat({ max: 14 });
    const property = fc.property(fc.array(fc.tuple(place, line), { minLength: 1, maxLength: 2 }), (additions) => {
      const lines = iniWith({ bettrdata: { auth: 'basic', limit: 'x' } }).split('\n');
      for (const [at, addition] of additions) lines.splice(at, 0, addition);
      expect(toldAbout(lines.join('\n'))).not.toContain(SECRET);
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
