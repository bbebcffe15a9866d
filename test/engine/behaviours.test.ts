// What a run does where something is in its way: the command line over a demo instance that misbehaves.
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { startDemoInstance } from '#demo/instance.ts';
import { startMailbox } from '#demo/mailbox.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createWorkstationHere as createWorkstation } from '../helpers/workstation.ts';

const addresses = { from: 'w@example.com', success_email: 'ok@example.com', alert_email: 'alarm@example.com' };
const three = () => ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, `content of ${name}`));

test('b7, b59: without a filter nothing is sent, and the settings error names the line', async () => {
  const station = await createWorkstation({ ini: () => ({ list: { where: '{}' } }) });
  const { code, stderr } = await station.once();
  expect([code, stderr]).toEqual([2, expect.stringMatching(/where \(line \d+, column 9\): is empty/)]);
  expect(station.instance.requests()).toEqual([]);
});

test('b59: a source that cannot be reached ends the run with 3', async () => {
  const station = await createWorkstation();
  await station.instance.stop();
  const { code, stderr } = await station.once();
  expect([code, stderr]).toEqual([3, expect.stringContaining('127.0.0.1')]);
});

test('b15, b59: a refused token ends the run with 2 after one request', async () => {
  const station = await createWorkstation({ ini: () => ({ bettrdata: { api_token: 'wrong' } }) });
  const { code, stderr } = await station.once();
  expect(code, stderr).toBe(2);
  expect(station.instance.requests()).toHaveLength(1);
});

test('b36: a refused SFTP password ends the run after one login, and no file was claimed', async () => {
  const station = await createWorkstation({ files: three(), ini: () => ({ sftp: { remote_password: 'wrong' } }) });
  const { code, stderr } = await station.once();
  expect(code, stderr).toBe(2);
  expect(station.instance.sftpOperations().filter(({ name }) => name === 'LOGIN')).toHaveLength(1);
  for (const name of ['a.csv', 'b.csv', 'c.csv']) expect(station.attributes(name)).toEqual({});
});

test('b37: the key of the server is told at the first run, and a changed one is refused', async () => {
  const station = await createWorkstation({ files: three().slice(0, 1) });
  const { fingerprint, port } = station.instance.sftp;
  expect((await station.once()).stdout).toContain(fingerprint);
  const { apiUrl, sftp } = station.instance;
  const apiPort = Number(new URL(apiUrl).port);
  await station.instance.stop();
  const impostor = await startDemoInstance({
    files: three(),
    auth: { kind: 'bearer', token: station.instance.apiToken },
    apiPort,
    sftpPort: port,
    sftpUsername: sftp.username,
    sftpPassword: sftp.password,
  });
  onTestFinished(() => impostor.stop());
  const { code, stderr } = await station.once();
  expect(code).toBe(2);
  expect(stderr).toContain(fingerprint);
  expect(stderr).toContain(impostor.sftp.fingerprint);
  expect(impostor.sftpOperations()).toEqual([]);
  expect(
    impostor
      .records()
      .slice(1)
      .map(({ attributes }) => attributes),
  ).toEqual([{}, {}]);
});

test('b17: where STARTED is not accepted, the file is not touched and the next run takes it', async () => {
  const station = await createWorkstation();
  station.instance.faults.http = ({ method }) => (method === 'GET' ? null : { kind: 'answer', status: 500 });
  expect((await station.once()).code).toBe(3);
  expect(station.instance.sftpOperations().filter(({ name }) => name === 'OPEN')).toEqual([]);
  station.instance.faults.http = null;
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toEqual(['report.csv']);
});

test('b36: a connection that breaks fails only the file that was under way, which is tried again', async () => {
  const station = await createWorkstation({ files: three() });
  let breaks = 1;
  station.instance.faults.sftp = ({ name, path: file }) =>
    name === 'READ' && file?.endsWith('b.csv') === true && breaks-- > 0 ? { kind: 'reset' } : null;
  const { code, stdout, stderr } = await station.once();
  expect(code, stdout + stderr).toBe(0);
  expect(station.ran()).toEqual(['a.csv', 'b.csv', 'c.csv']);
});

test('a file whose download keeps breaking waits, the others are processed, and a later run takes it', async () => {
  const station = await createWorkstation({ files: three() });
  station.instance.faults.sftp = ({ name, path: file }) =>
    name === 'READ' && file?.endsWith('b.csv') === true ? { kind: 'reset' } : null;
  expect((await station.once()).code).toBe(1);
  expect(await station.file('b.csv')).toMatchObject({ state: 'waiting', failures: 1 });
  expect(station.attributes('b.csv')).toMatchObject({ client_status: 'STARTED' });
  expect(station.ran()).toEqual(['a.csv', 'c.csv']);
});

test('b32: a wrong MD5 is tried three times, and the command does not run', async () => {
  const station = await createWorkstation({ files: [demoFile('report.csv', 'x', { md5: '0'.repeat(32) })] });
  expect((await station.once()).code).toBe(1);
  expect(station.instance.sftpOperations().filter(({ name }) => name === 'OPEN')).toHaveLength(3);
  expect(station.ran()).toEqual([]);
  expect(fs.readdirSync(station.target)).toEqual([]);
});

test('b40: a target folder that cannot be made is a settings error before any claim', async () => {
  const station = await createWorkstation({
    ini: (_, folder) => ({ processing: { target_source_directory: path.join(folder, 'default.ini', 'below') } }),
  });
  expect((await station.once()).code).toBe(2);
  expect(station.attributes('report.csv')).toEqual({});
});

test('b41: two records with one file name get two local files', async () => {
  const other = demoFile('report.csv', 'other', { _id: 'ffffffffffffffffff123456' });
  const station = await createWorkstation({
    files: [
      demoFile('report.csv', 'first'),
      { ...other, record: { ...other.record, route: { directory: '/other/' } } },
    ],
    ini: () => ({ processing: { success_dir_name: '', command_1: 'echo {{ filePath|basename }} >> RAN' } }),
  });
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toEqual(['report.csv', 'report_123456.csv']);
  expect(fs.readFileSync(path.join(station.target, 'report_123456.csv'), 'utf8')).toBe('other');
});

test('b54: nothing in the success folder is replaced', async () => {
  const station = await createWorkstation();
  fs.mkdirSync(path.join(station.target, 'done'), { recursive: true });
  fs.writeFileSync(path.join(station.target, 'done', 'report.csv'), 'mine');
  expect((await station.once()).code).toBe(0);
  expect(fs.readFileSync(path.join(station.target, 'done', 'report.csv'), 'utf8')).toBe('mine');
  expect(fs.readdirSync(path.join(station.target, 'done'))).toHaveLength(2);
});

test('b54: a file that is called like the success folder does not stand in its way', async () => {
  const station = await createWorkstation({ files: [demoFile('done', 'x')] });
  expect((await station.once()).code).toBe(0);
  expect(fs.readdirSync(path.join(station.target, 'done'))).toEqual([expect.stringMatching(/^done_[0-9a-f]{6}$/)]);
});

test('b54: a command that moves the file itself has succeeded', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { command_1: 'mv {{ filePath }} RAN' } }) });
  expect((await station.once()).code).toBe(0);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS' });
});

test('b56: where the move to the success folder fails, it is SUCCESS with a warning', async () => {
  const station = await createWorkstation();
  fs.mkdirSync(station.target);
  fs.writeFileSync(path.join(station.target, 'done'), 'a file in the way');
  const { code, stderr } = await station.once();
  expect([code, stderr]).toEqual([0, expect.stringContaining('could not be moved')]);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS' });
  expect(fs.readdirSync(station.target).toSorted()).toEqual(['done', 'report.csv']);
});

test('b55: after a failure the file stays, and a retry does not fetch it again', async () => {
  const station = await createWorkstation({
    ini: () => ({ processing: { command_1: 'echo x >> RAN; test -e RAN.ok' } }),
  });
  expect((await station.once()).code).toBe(1);
  expect(fs.readdirSync(station.target)).toEqual(['report.csv']);
  fs.writeFileSync(path.join(station.folder, 'ran.txt.ok'), '');
  expect((await station.wherry('retry', '1')).stdout).toContain('will be processed at the next run');
  expect((await station.once()).code).toBe(0);
  expect(station.instance.sftpOperations().filter(({ name }) => name === 'OPEN')).toHaveLength(1);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS', client_error: '' });
});

test('b55: a local copy that was changed since is downloaded again, beside it', async () => {
  const station = await createWorkstation({
    ini: () => ({ processing: { command_1: 'echo {{ filePath|basename }} >> RAN; test -e RAN.ok' } }),
  });
  await station.once();
  fs.writeFileSync(path.join(station.target, 'report.csv'), 'repaired by hand');
  fs.writeFileSync(path.join(station.folder, 'ran.txt.ok'), '');
  await station.wherry('retry', '1');
  expect((await station.once()).code).toBe(0);
  expect(station.ran()[1]).toMatch(/^report_[0-9a-f]{6}\.csv$/);
  expect(fs.readFileSync(path.join(station.target, 'report.csv'), 'utf8')).toBe('repaired by hand');
});

test('b51: after a failure in the second command a retry goes on there', async () => {
  const station = await createWorkstation({
    ini: () => ({
      processing: { command_1: 'echo first >> RAN', command_2: 'test -e RAN.ok', command_10: 'echo last >> RAN' },
    }),
  });
  expect((await station.once()).code).toBe(1);
  fs.writeFileSync(path.join(station.folder, 'ran.txt.ok'), '');
  await station.wherry('retry', '1');
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toEqual(['first', 'last']);
});

test('b51: without commands a file is only downloaded', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { command_1: '' } }) });
  expect((await station.once()).code).toBe(0);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS' });
  expect(fs.readdirSync(path.join(station.target, 'done'))).toEqual(['report.csv']);
});

test('b28: a done file whose status was removed is reported again and not run again', async () => {
  const station = await createWorkstation();
  await station.once();
  const [record] = station.instance.records();
  station.instance.file(String(record!['_id'])).record['attributes'] = {};
  expect((await station.once()).code).toBe(0);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS' });
  expect(station.ran()).toHaveLength(1);
});

test('b29: a done file that a person asks for is fetched and run again, and its story says who', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { success_dir_name: '' } }) });
  await station.once();
  expect((await station.wherry('retry', '1')).code).toBe(0);
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toHaveLength(2);
});

test('b73: a filter that always takes failed files ends in quarantine after five failures', async () => {
  const station = await createWorkstation({
    ini: () => ({
      list: { where: '{"fileName": "report.csv"}' },
      processing: { command_1: 'echo x >> RAN; exit 4' },
    }),
  });
  for (let run = 1; run <= 5; run++) expect((await station.once()).code).toBe(1);
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toHaveLength(5);
  expect(await station.file('report.csv')).toMatchObject({ state: 'quarantined', failures: 5 });
});

test('a skipped file is left alone for good', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { command_1: 'exit 4' } }) });
  await station.once();
  expect((await station.wherry('skip', '1')).stdout).toContain('skipped');
  expect((await station.once()).code).toBe(0);
  expect(await station.file('report.csv')).toMatchObject({
    state: 'skipped',
    reason: expect.stringMatching(/^skipped by .+@/),
  });
});

test('b53: files are processed one after another in the order of the list; parallel runs several', async () => {
  const command_1 = 'echo begin >> RAN; sleep 0.3; echo end >> RAN';
  const one = await createWorkstation({ files: three(), ini: () => ({ processing: { command_1 } }) });
  await one.once();
  expect(one.ran()).toEqual(['begin', 'end', 'begin', 'end', 'begin', 'end']);
  const many = await createWorkstation({ files: three(), ini: () => ({ processing: { command_1, parallel: 3 } }) });
  expect((await many.once()).code).toBe(0);
  expect(many.ran().slice(0, 3)).toEqual(['begin', 'begin', 'begin']);
});

test('b66: more mails than the limit in a run become one of each kind', async () => {
  const mailbox = await startMailbox(temporaryFolder());
  onTestFinished(() => mailbox.stop());
  const station = await createWorkstation({
    files: [...three(), demoFile('bad.csv', 'x')],
    ini: () => ({
      processing: { command_1: 'case {{ fileName }} in bad*) exit 1;; esac' },
      email: { ...addresses, smtp_host: mailbox.host, smtp_port: mailbox.port, digest_above: 3 },
    }),
  });
  expect((await station.once()).code).toBe(1);
  const mails = fs.readdirSync(mailbox.folder).map((name) => fs.readFileSync(path.join(mailbox.folder, name), 'utf8'));
  expect(mails).toHaveLength(2);
  expect(mails.find((mail) => mail.includes('ok@example.com'))).toContain('3 files succeeded');
});

test('b65: a mail server that is away changes nothing but a warning', async () => {
  const station = await createWorkstation({
    ini: () => ({ email: { ...addresses, smtp_host: '127.0.0.1', smtp_port: 1 } }),
  });
  const { code, stderr } = await station.once();
  expect([code, stderr]).toEqual([0, expect.stringContaining('could not be sent')]);
});
