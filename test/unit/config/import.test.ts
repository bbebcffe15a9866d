import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CWD, importText, importWith, iniWith } from './sample.ts';

function mail(email: Record<string, string>) {
  return importWith({ email: { smtp_host: 'h', ...email } }).rule.mail;
}

describe('a file with the needed keys only', () => {
  const { rule, secrets, logging, notes } = importWith();

  test('b5, b20, b23: gets the documented defaults', () => {
    expect(rule.source).toEqual({
      kind: 'bettrdata',
      baseUrl: 'https://acme.bettrdata.io:1337',
      auth: { kind: 'bearer', token: 'api-token' },
      caFile: null,
      timeoutMs: 30_000,
      requestsPerMinute: 90,
      query: {
        where: { 'attributes.client_status': { $exists: false } },
        allFiles: false,
        projection: null,
        sort: null,
        limit: 50,
        skip: 0,
      },
      sftp: {
        host: 'sftp.acme.io',
        port: 22,
        username: 'me',
        password: 'sftp-password',
        hostKey: null,
        idleTimeoutMs: 60_000,
      },
      remotePath: null,
      statusAttribute: 'client_status',
      errorAttribute: null,
      writeBack: { method: 'auto', mode: 'map' },
      claim: { settleMs: 0, leaseMs: 86_400_000, takeOverAfterMs: null },
    });
    expect(rule).toMatchObject({
      name: 'default',
      targetDirectory: join(CWD, 'incoming'),
      successDirectory: null,
      unverified: 'stable',
      schedule: { kind: 'interval', everyMs: 60_000 },
      parallel: 1,
      retry: { maxTries: 3, delayMs: 1_000, maxDelayMs: 900_000, quarantineAfter: 5 },
    });
  });

  test('b51: has no commands: the files are only downloaded', () => {
    expect(rule.steps).toEqual([]);
  });

  test('b63: sends no mail', () => {
    expect(rule.mail).toBeNull();
  });

  test('b69: logs INFO to logs/', () => {
    expect(logging).toEqual({ level: 'info', directory: join(CWD, 'logs') });
  });

  test('b70: keeps secrets beside the rule, not in it', () => {
    expect(secrets).toEqual({ 'api-token': 'token-0123456789', 'sftp-password': 'pass-0123456789' });
    expect(JSON.stringify(rule)).not.toContain('0123456789');
    expect(notes).toEqual([]);
  });
});

describe('[bettrdata]', () => {
  test('b2: base_url keeps port, path prefix and trailing slash', () => {
    const { rule } = importWith({ bettrdata: { base_url: 'http://h:8080/api/v2/' } });
    expect(rule.source.baseUrl).toBe('http://h:8080/api/v2/');
  });

  test('b3: without a token nothing is sent, with one it is a Bearer token', () => {
    expect(importWith({ bettrdata: { api_token: '' } }).rule.source.auth).toEqual({ kind: 'none' });
    expect(importWith().rule.source.auth).toEqual({ kind: 'bearer', token: 'api-token' });
  });

  test('b3: auth chooses Basic and login', () => {
    const login = { api_token: '', login_username: 'u', login_password: 'p' };
    const basic = importWith({ bettrdata: { auth: 'Basic', ...login } });
    expect(basic.rule.source.auth).toEqual({ kind: 'basic', username: 'u', password: 'login-password' });
    expect(basic.secrets).toMatchObject({ 'login-password': 'p' });
    const token = importWith({ bettrdata: { auth: 'login', client_id: 'c', ...login } });
    expect(token.rule.source.auth).toEqual({ kind: 'login', username: 'u', password: 'login-password', clientId: 'c' });
  });

  test('auth = none keeps the unused token known, so that logs hide it', () => {
    const { rule, secrets, notes } = importWith({ bettrdata: { auth: 'none' } });
    expect(rule.source.auth).toEqual({ kind: 'none' });
    expect(secrets['api-token']).toBe('token-0123456789');
    expect(notes).toMatchObject([{ key: 'api_token' }]);
  });

  test('every added key reaches the rule, seconds as ms', () => {
    const { rule } = importWith({
      bettrdata: {
        ca_file: 'ca.pem',
        timeout: '1.5',
        requests_per_minute: '30',
        write_method: 'PATCH',
        write_mode: 'dotted',
      },
      sftp: { host_key: `SHA256:${'a'.repeat(43)}`, remote_path: '/up/{{ fileName }}', idle_timeout: '5' },
    });
    expect(rule.source).toMatchObject({
      caFile: join(CWD, 'ca.pem'),
      timeoutMs: 1_500,
      requestsPerMinute: 30,
      writeBack: { method: 'patch', mode: 'dotted' },
      remotePath: '/up/{{ fileName }}',
      sftp: { hostKey: `SHA256:${'a'.repeat(43)}`, idleTimeoutMs: 5_000 },
    });
  });
});

describe('[list]', () => {
  test('where, projection and sort may go over several lines, with comments inside', () => {
    const where = '{\n    # done\n  "status.processed.done": true,\n\n\t; not taken\n "virtual": { "$ne": true }\n  }';
    const { rule } = importWith({
      list: { where, projection: '{\n "md5": 1 }', sort: '{ "$natural": -1 }', skip: '7' },
    });
    expect(rule.source.query).toMatchObject({
      where: { 'status.processed.done': true, virtual: { $ne: true } },
      projection: { md5: 1 },
      sort: { $natural: -1 },
      limit: 50,
      skip: 7,
    });
  });

  test('b5: limit is read as by Python, and blank is 50', () => {
    expect(importWith({ list: { limit: ' +1_000 ' } }).rule.source.query.limit).toBe(1_000);
    expect(importWith({ list: { limit: '' } }).rule.source.query.limit).toBe(50);
  });

  test.each(['', '{}', '{\n  }'])('b7: an empty filter (%j) is accepted with all_files', (where) => {
    const { rule } = importWith({ list: { where, all_files: 'Yes' } });
    expect(rule.source.query).toMatchObject({ where: {}, allFiles: true });
  });

  test('b8: $or with an array is fine', () => {
    const where = '{ "$or": [ { "a": 1 }, { "b": { "$in": [2, 3] } } ] }';
    expect(importWith({ list: { where } }).rule.source.query.where).toEqual({
      $or: [{ a: 1 }, { b: { $in: [2, 3] } }],
    });
  });
});

describe('[processing]', () => {
  test('b48, b50, b51: commands run in numeric order, in the shell, quoted, without a timeout', () => {
    const { rule } = importWith({
      processing: { command_10: 'ten', command_2: 'two {{ filePath }}', command_1: 'one\n  more', command_3: '' },
    });
    const common = { kind: 'command', mode: 'shell', shell: 'auto', quoting: 'contextual', timeoutMs: null };
    expect(rule.steps).toMatchObject([
      { ...common, name: 'command_1', template: 'one\nmore' },
      { ...common, name: 'command_2', template: 'two {{ filePath }}' },
      { ...common, name: 'command_10', template: 'ten' },
    ]);
  });

  test('every added key reaches the rule', () => {
    const { rule, notes } = importWith({
      processing: {
        command_1: 'x',
        command_timeout: '90',
        quoting: 'legacy',
        shell: 'powershell',
        parallel: '4',
        unverified: 'refuse',
        retry_tries: '1',
        retry_delay: '0',
        retry_max_delay: '60',
        quarantine_after: '9',
        command_retries: '2',
        command_backlog: 'yes',
        claim_attribute: 'who',
        claim_settle: '0.5',
        claim_lease: '2',
        take_over_after: '48',
      },
    });
    expect(rule.steps).toMatchObject([{ timeoutMs: 90_000, quoting: 'legacy', shell: 'powershell', retries: 2 }]);
    expect(rule).toMatchObject({
      parallel: 4,
      unverified: 'refuse',
      retry: { maxTries: 1, delayMs: 0, maxDelayMs: 60_000, quarantineAfter: 9, backlogsCommands: true },
      source: { claim: { attribute: 'who', settleMs: 500, leaseMs: 7_200_000, takeOverAfterMs: 172_800_000 } },
    });
    expect(notes).toMatchObject([{ key: 'quoting', message: expect.stringContaining('unquoted') }]);
  });

  test('a template that Python refuses for its % is kept as it is written, and noted', () => {
    const command = 'run {% if alias %}{{ alias }}{% endif %} 100%%';
    const { rule, notes } = importWith({ processing: { command_1: command } });
    expect(rule.steps).toMatchObject([{ template: command }]);
    expect(notes).toMatchObject([
      { section: 'processing', key: 'command_1', message: expect.stringContaining('Python') },
    ]);
  });

  test('b54: success_dir_name may be a path below the target', () => {
    expect(importWith({ processing: { success_dir_name: 'done/ok' } }).rule.successDirectory).toBe('done/ok');
    expect(importWith({ processing: { success_dir_name: '' } }).rule.successDirectory).toBeNull();
  });

  test('absolute paths stay, ~ is the name of a folder, as in Python', () => {
    const absolute = resolve('/srv/in');
    expect(importWith({ processing: { target_source_directory: absolute } }).rule.targetDirectory).toBe(absolute);
    const { rule, notes } = importWith({ processing: { target_source_directory: '~/in' } });
    expect(rule.targetDirectory).toBe(join(CWD, '~', 'in'));
    expect(notes).toMatchObject([{ key: 'target_source_directory', message: expect.stringContaining('~') }]);
  });
});

describe('[email]', () => {
  test.each([
    [{}, 25, 'starttls'],
    [{ smtp_user: 'u@x' }, 587, 'starttls'],
    [{ use_ssl: 'TRUE' }, 465, 'implicit'],
    [{ smtp_port: '465' }, 465, 'implicit'],
    [{ smtp_port: '2525', use_ssl: 'on' }, 2525, 'implicit'],
    [{ smtp_port: '2525', use_ssl: '0' }, 2525, 'starttls'],
  ])('b63: %j means port %i and %s', (email, port, tls) => {
    expect(mail(email)?.server).toMatchObject({ port, tls });
  });

  test('b64: several addresses by comma or semicolon, but not within a quoted name', () => {
    expect(mail({ from: 'w@x', success_email: '', alert_email: 'a@x, b@x;"Doe, Jane" <c@x> ,' })).toMatchObject({
      server: { from: 'w@x' },
      successTo: [],
      alertTo: ['a@x', 'b@x', '"Doe, Jane" <c@x>'],
    });
  });

  test('from is smtp_user where it is left out, and the password goes to the secrets', () => {
    const { rule, secrets } = importWith({ email: { smtp_host: 'h', smtp_user: 'u@x', smtp_password: 'p;#' } });
    expect(rule.mail?.server).toMatchObject({ from: 'u@x', username: 'u@x', password: 'smtp-password' });
    expect(secrets['smtp-password']).toBe('p;#');
  });

  test('b66: digest_above is 10, and 0 is a mail for each file', () => {
    expect([mail({})?.digestAbove, mail({ digest_above: '3' })?.digestAbove]).toEqual([10, 3]);
    expect(mail({ digest_above: '0' })?.digestAbove).toBeNull();
  });

  test('b63: without smtp_host the other keys are not looked at', () => {
    expect(importWith({ email: { smtp_port: 'many', alert_email: '???' } }).rule.mail).toBeNull();
  });
});

describe('[logging]', () => {
  test.each([
    ['debug', 'debug'],
    ['Info', 'info'],
    ['WARNING', 'warn'],
    ['error', 'error'],
    ['CRITICAL', 'error'],
  ])('b69: level %s is %s', (level, expected) => {
    expect(importWith({ logging: { level } }).logging.level).toBe(expected);
  });

  test('log_dir is relative to the current directory', () => {
    expect(importWith({ logging: { log_dir: '../l' } }).logging.directory).toBe(resolve(CWD, '../l'));
  });
});

describe('as configparser', () => {
  test('upper-case keys, colons, [DEFAULT] and %(…)s work in all sections', () => {
    const text = iniWith({ DEFAULT: { Home: 'base', key: 'p%%w' } })
      .replace('target_source_directory = incoming', 'TARGET_Source_Directory: %(home)s/in')
      .replace('remote_password = pass-0123456789', 'Remote_Password : %(KEY)s;#"')
      .replace('api_token = ', 'API_TOKEN:');
    const { rule, secrets, notes } = importText(text);
    expect(rule.targetDirectory).toBe(join(CWD, 'base', 'in'));
    expect(secrets).toEqual({ 'api-token': 'token-0123456789', 'sftp-password': 'p%w;#"' });
    expect(notes).toEqual([]);
  });
});
