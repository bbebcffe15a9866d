// An operator's day: his own INI, a real OpenSSH server, an HTTP API that shares no code with us, a real mail server.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { type ForeignApi, startForeignApi } from '../servers/foreign-api.ts';
import { type OpenSsh, opensshMissing, startOpenSsh } from '../servers/openssh.ts';
import { type Smtp, startSmtp } from '../servers/smtp.ts';
import { type Ended, wherry } from '../helpers/wherry.ts';

const SFTP_PASSWORD = 'p#w;d = x % 100%% ok';
const TOKEN = 'tok#en;1=50%of-it';
const SMTP_PASSWORD = 'mail;secret #2';
const ROUTE_PASSWORD = 'route-password-in-record';
const ARCHIVE_PASSWORD = 'archive-password-in-record';
const SECRETS = [SFTP_PASSWORD, TOKEN, SMTP_PASSWORD, ROUTE_PASSWORD, ARCHIVE_PASSWORD];

const HOSTILE_NAMES = [
  `it's.csv`,
  'say "hi".csv',
  '$(touch pwned1).csv',
  '`touch pwned2`.csv',
  'a; touch pwned3.csv',
  'a & touch pwned4 &.csv',
  'a | touch pwned5.csv',
  'line\nbreak; touch pwned6.csv',
  '-rf.csv',
  '%PATH%^&.csv',
  'emoji 😀 ü.csv',
];

interface Given {
  fileName: string;
  content: string;
  record?: JsonObject;
  /** False: the record is there, the file is not. */
  isStored?: boolean;
}

const GIVEN: Given[] = [
  { fileName: 'plain.csv', content: 'a,b\n1,2\n' },
  { fileName: 'empty.csv', content: '' },
  { fileName: 'wrong-md5.csv', content: 'x\n', record: { md5: '0'.repeat(32) } },
  { fileName: 'wrong-size.csv', content: 'x\n', record: { byteSize: 5_000 } },
  { fileName: 'fails.csv', content: `FAIL ${ROUTE_PASSWORD}\n` },
  { fileName: 'missing.csv', content: 'x\n', isStored: false },
  { fileName: '../../escape.csv', content: 'x\n', isStored: false },
  { fileName: 'virtual.csv', content: 'x\n', record: { virtual: true } },
  { fileName: 'not-done.csv', content: 'x\n', record: { status: { processed: { done: false } } } },
  ...HOSTILE_NAMES.map((fileName) => ({ fileName, content: `content of ${fileName}` })),
];

function idOf(fileName: string): string {
  return createHash('md5').update(fileName).digest('hex').slice(0, 24);
}

function recordOf({ fileName, content, record }: Given): JsonObject {
  return {
    _id: idOf(fileName),
    fileName,
    createDate: '2026-11-20T10:00:00.000Z',
    byteSize: Buffer.byteLength(content),
    md5: createHash('md5').update(content).digest('hex').toUpperCase(),
    recordCount: 2,
    format: 'comma',
    length: 16,
    virtual: false,
    status: { processed: { done: true } },
    attributes: { keep: 'me', nested: { a: [1, 2] } },
    route: {
      directory: '/upload/',
      host: 'evil.invalid',
      username: 'evil',
      password: ROUTE_PASSWORD,
      archivePasswords: [{ type: 'pgp', password: ARCHIVE_PASSWORD }],
    },
    ...record,
  };
}

describe.skipIf(opensshMissing())('an INI against OpenSSH and a foreign API', () => {
  let folder: string;
  let ssh: OpenSsh;
  let api: ForeignApi;
  let smtp: Smtp;
  let config: string;
  let first: Ended;
  let records: Map<string, JsonObject>;
  let remoteBefore: unknown;

  const target = () => path.join(folder, 'target');
  const mailsTo = (address: string) => smtp.mails.filter((mail) => mail.to.includes(address));
  const remoteFiles = () =>
    fs.readdirSync(ssh.root, { recursive: true, encoding: 'utf8' }).map((name) => {
      const { size, mtimeMs, ino } = fs.statSync(path.join(ssh.root, name));
      return { name, size, mtimeMs, ino };
    });
  const read = (...names: string[]) => fs.readFileSync(path.join(folder, ...names), 'utf8');
  const attributes = (fileName: string) => records.get(fileName)!['attributes'] as JsonObject;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'wherry-operator-'));
    ssh = await startOpenSsh({ password: SFTP_PASSWORD });
    api = await startForeignApi(GIVEN.map(recordOf), { auth: { kind: 'bearer', token: TOKEN } });
    smtp = await startSmtp({ tls: 'none', login: { username: 'mailer', password: SMTP_PASSWORD } });
    for (const { fileName, content, isStored } of GIVEN) {
      if (isStored !== false) fs.writeFileSync(path.join(ssh.root, 'upload', fileName), content);
    }
    remoteBefore = remoteFiles();
    config = path.join(folder, 'default.ini');
    fs.writeFileSync(config, iniText());
    first = await wherry(['--config', config, '--once', '--data-dir', path.join(folder, 'state')], { cwd: folder });
    records = new Map((await api.records()).map((record) => [String(record['fileName']), record]));
  }, 120_000);

  afterAll(async () => {
    await Promise.all([ssh?.stop(), api?.stop(), smtp?.stop()]);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function iniText(): string {
    return `# our settings
[bettrdata]
Base_URL = ${api.url}/
api_token = ${TOKEN}

[sftp]
host: ${ssh.host}
PORT: ${ssh.port}
username = ${ssh.username}
remote_password = ${SFTP_PASSWORD}

[list]
where = {
    # only those that are through
    "status.processed.done": true,
    ; and new
    "attributes.client_status": { "$exists": false }
    }
projection =
sort = { "$natural": 1 }
limit = 100
skip = 0

[processing]
target_source_directory = ${target()}
status_attribute = client_status
error_attribute = client_error
success_dir_name = done
command_1 = printf '%s\\n' {{ filePath }} {{fileName}} "{{ md5 }}" {{ recordCount }} {{ alias }} >> ${folder}/ran.txt
command_2 = if grep -q FAIL {{ filePath }}; then cat {{ filePath }} >&2; exit 7; fi
command_10 = printf '%s' {{ file.route.password }}{{ file.route.archivePasswords[0].password }} >> ${folder}/secrets.txt

[email]
smtp_host = ${smtp.host}
smtp_port = ${smtp.port}
smtp_user = mailer
smtp_password = ${SMTP_PASSWORD}
use_ssl = false
from = wherry@example.com
success_email = ok@example.com; second@example.com
alert_email = alarm@example.com
digest_above = 1000

[logging]
level = debug
log_dir = ${folder}/logs
`;
  }

  test('b59: a run in which files failed ends with 1', () => {
    expect(first.code, first.stdout + first.stderr).toBe(1);
  });

  test('b18, b21: a good file is SUCCESS, and its other attributes are as they were', () => {
    expect(attributes('plain.csv')).toEqual({ keep: 'me', nested: { a: [1, 2] }, client_status: 'SUCCESS' });
    expect(attributes('empty.csv')).toMatchObject({ client_status: 'SUCCESS' });
  });

  test.each([
    ['wrong-md5.csv', /^verify: .*md5 mismatch \(expected 0{32}, got [0-9a-f]{32}\)/],
    ['wrong-size.csv', /^verify: .*size mismatch \(expected 5,000 bytes, got 2 bytes\)/],
    ['fails.csv', /^command_2: exit code 7/],
    ['missing.csv', /^download: .*not found on SFTP: \/upload\/missing\.csv/],
    ['../../escape.csv', /^download: /],
  ])('b22, b32, b35, b46: %s is FAILED and says why', (fileName, why) => {
    expect(attributes(fileName)).toMatchObject({
      keep: 'me',
      client_status: 'FAILED',
      client_error: expect.stringMatching(why),
    });
  });

  test('b12, b14: a virtual record and one outside the filter are not touched', () => {
    for (const fileName of ['virtual.csv', 'not-done.csv'])
      expect(attributes(fileName)).toEqual({ keep: 'me', nested: { a: [1, 2] } });
  });

  test('b50: hostile names are processed as what they are and start nothing', () => {
    for (const fileName of HOSTILE_NAMES)
      expect([fileName, attributes(fileName)['client_status']]).toEqual([fileName, 'SUCCESS']);
    const strangers = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /pwned\d(?!\.csv|.*\.csv)/.test(name));
    expect(strangers).toEqual([]);
    expect(read('ran.txt')).toContain(`\n$(touch pwned1).csv\n`);
  });

  test('b54, b55: successes are in the success folder, failures stay, nothing is half-done and no folder is left', () => {
    expect(fs.readFileSync(path.join(target(), 'done', 'plain.csv'), 'utf8')).toBe('a,b\n1,2\n');
    expect(fs.readdirSync(target()).toSorted()).toEqual(['done', 'fails.csv']);
    expect(fs.readdirSync(path.join(target(), 'done'))).toHaveLength(2 + HOSTILE_NAMES.length);
    expect(fs.existsSync(path.join(folder, '..', 'escape.csv'))).toBe(false);
  });

  test('b51: commands run in numeric order and stop at the first failure', () => {
    expect(read('ran.txt')).toContain('fails.csv');
    expect(fs.existsSync(path.join(folder, 'secrets.txt'))).toBe(true);
  });

  test('b38: nothing was changed on the SFTP server', () => {
    expect(remoteFiles()).toEqual(remoteBefore);
  });

  test('b17: STARTED was written before the file was opened', async () => {
    const puts = (await api.requests()).filter(
      ({ method, path: url }) => method === 'PUT' && url.endsWith(idOf('plain.csv')),
    );
    expect(puts.map(({ body }) => (body as { attributes: JsonObject }).attributes['client_status'])).toEqual([
      'STARTED',
      'SUCCESS',
    ]);
  });

  test('b15: no more than 90 requests were sent in a minute', async () => {
    const times = (await api.requests()).map(({ at }) => at);
    for (const start of times)
      expect(times.filter((at) => at >= start && at < start + 59.9).length).toBeLessThanOrEqual(90);
  });

  test('b63, b64, b68: each success and each failure is mailed to whom it concerns', () => {
    expect(mailsTo('ok@example.com')).toHaveLength(2 + HOSTILE_NAMES.length);
    expect(mailsTo('second@example.com')).toHaveLength(2 + HOSTILE_NAMES.length);
    expect(mailsTo('alarm@example.com')).toHaveLength(5);
    expect(
      mailsTo('alarm@example.com')
        .map(({ raw }) => raw)
        .join('\n'),
    ).toContain('fails.csv');
  });

  test('b70: no secret is in the output, logs, mails, records, command lines or the state folder', () => {
    const state = fs.readdirSync(path.join(folder, 'state')).map((name) => read('state', name));
    const logs = fs.readdirSync(path.join(folder, 'logs')).map((name) => read('logs', name));
    const written = [...records.values()].map((record) => JSON.stringify(record['attributes']));
    const all = [
      first.stdout,
      first.stderr,
      ...state,
      ...logs,
      ...smtp.mails.map(({ raw }) => raw),
      ...written,
      read('secrets.txt'),
    ];
    for (const secret of SECRETS) expect(all.filter((text) => text.includes(secret))).toEqual([]);
    expect(logs.join('')).toContain('command_1');
  });

  test('a second run has nothing to do', async () => {
    const before = read('ran.txt');
    const second = await wherry(['run', '--config', config, '--once', '--data-dir', path.join(folder, 'state')], {
      cwd: folder,
    });
    expect(second.code, second.stdout + second.stderr).toBe(0);
    expect(read('ran.txt')).toBe(before);
    expect(await api.records()).toEqual([...records.values()]);
  });

  test('the other commands show what there is', async () => {
    const options = ['--config', config, '--data-dir', path.join(folder, 'state')];
    const files = JSON.parse((await wherry(['files', '--json', '--limit', '500', ...options])).stdout) as JsonObject[];
    expect(files).toHaveLength(GIVEN.length - 1);
    const runs = await wherry(['runs', ...options]);
    expect(runs.stdout).toContain('partial');
    const preview = await wherry(['preview', ...options]);
    expect(preview.stdout).toContain('virtual.csv');
    const check = await wherry(['check', ...options]);
    expect(check.stdout).toMatch(/ok {4}SFTP login/);
    expect(check.stdout).toMatch(/ok {4}mail/);
  });
});
