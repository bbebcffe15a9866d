import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { sampleIni } from '#demo/sample-ini.ts';
import { REJECTED, SAMPLE_SFTP_PASSWORD, sampleFiles } from '#demo/samples.ts';

test('the samples are the same every time, and have distinct ids', () => {
  expect(sampleFiles()).toEqual(sampleFiles());
  const ids = sampleFiles().map(({ record }) => record['_id']);
  expect(new Set(ids).size).toBe(8);
});

test('each sample goes wrong in one way at most, and each way has its sample', () => {
  const told = sampleFiles().map(({ record, content }) => {
    const { fileName, md5, byteSize, virtual } = record;
    if (content === null) return [fileName, virtual === true ? 'virtual' : 'no content'];
    if (byteSize !== content.length) return [fileName, 'wrong size'];
    if (md5 !== createHash('md5').update(content).digest('hex')) return [fileName, 'wrong md5'];
    if (Buffer.from(content).includes(REJECTED)) return [fileName, 'rejected'];
    return [fileName, content.length > 100_000 ? 'big' : content.length === 0 ? 'empty' : 'fine'];
  });
  expect(told).toEqual([
    ['orders 2026-01-05.csv', 'fine'],
    ["O'Brien & Sons, March.csv", 'fine'],
    ['$(touch hacked).csv', 'fine'],
    ['no orders today.csv', 'empty'],
    ['all customers.csv', 'virtual'],
    ['customers.csv', 'wrong md5'],
    ['returns.csv', 'rejected'],
    ['stock.csv', 'big'],
  ]);
});

const Sections = z.record(z.string(), z.record(z.string(), z.string()));

const ini = sampleIni(
  {
    apiUrl: 'http://127.0.0.1:1337',
    apiToken: 'token',
    sftp: { host: '127.0.0.1', port: 2222, username: 'demo', password: SAMPLE_SFTP_PASSWORD, fingerprint: 'SHA256:' },
  },
  { host: '127.0.0.1', port: 2525 },
  { target: '/tmp/in 100%', logs: '/tmp/logs' },
);

test.skipIf(process.env['CI'] === undefined && spawnSync('python3', ['--version']).error !== undefined)(
  'Python’s configparser reads the sample INI as it is meant',
  () => {
    const program = `import configparser, json, sys
c = configparser.ConfigParser()
c.read_string(sys.stdin.read())
print(json.dumps({s: dict(c[s]) for s in c.sections()}))`;
    const read = Sections.parse(JSON.parse(execFileSync('python3', ['-c', program], { input: ini, encoding: 'utf8' })));
    expect(read).toMatchObject({
      bettrdata: { base_url: 'http://127.0.0.1:1337', api_token: 'token' },
      sftp: { port: '2222', remote_password: SAMPLE_SFTP_PASSWORD },
      list: {
        where: expect.not.stringContaining('#'),
        sort: '{ "createDate": 1 }',
        limit: '25',
      },
      processing: { target_source_directory: '/tmp/in 100%', command_1: expect.stringContaining('{{ filePath }}') },
      email: { smtp_user: '', alert_email: 'operator@example.com, on-call@example.com' },
      logging: { level: 'INFO' },
    });
    expect(JSON.parse(read['list']?.['where'] ?? '')).toEqual({
      'status.processed.done': true,
      'attributes.client_status': { $exists: false },
    });
  },
);

test.skipIf(process.platform === 'win32')(
  'the sample command fails for the rejected file alone, and shows the row',
  () => {
    const command = /^command_1 = (.*)$/m.exec(ini)?.[1] ?? '';
    for (const { record, content } of sampleFiles()) {
      if (content === null) continue;
      const { status, stdout, stderr } = spawnSync('sh', ['-c', command.replace('{{ filePath }}', '-')], {
        input: content,
        encoding: 'utf8',
      });
      const expected =
        record['fileName'] === 'returns.csv' ? [3, `6:10004,${REJECTED}\n`, 'a row was rejected\n'] : [0, '', ''];
      expect([status, stdout, stderr]).toEqual(expected);
    }
  },
);
