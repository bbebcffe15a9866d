import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import Client from 'ssh2-sftp-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { type DemoInstance, startDemoInstance } from '#demo/instance.ts';

const NAME = "O'Brien & Sons.csv";
const BIG = Buffer.alloc(700_000, 'wherry');
let demo: DemoInstance;
const clients: Client[] = [];

beforeAll(async () => {
  demo = await startDemoInstance({
    files: [
      demoFile(NAME, 'a,b\n1,2\n', { _id: 'obrien' }),
      demoFile('empty.csv', ''),
      demoFile('big.csv', BIG, { _id: 'big' }),
    ],
  });
});
afterEach(async () => {
  demo.faults.sftp = null;
  await Promise.all(clients.splice(0).map((client) => client.end()));
});
afterAll(() => demo.stop());

async function connect(password = demo.sftp.password): Promise<Client> {
  const client = new Client('test', { error: () => {}, end: () => {}, close: () => {} });
  const { host, port, username } = demo.sftp;
  const sock = createConnection({ host, port, noDelay: true });
  await client.connect({ sock, username, password });
  clients.push(client);
  return client;
}

test('a client lists, stats and reads every file whole', async () => {
  const sftp = await connect();
  expect((await sftp.list('/upload')).map(({ name, size, type }) => [name, size, type])).toEqual([
    [NAME, 8, '-'],
    ['empty.csv', 0, '-'],
    ['big.csv', BIG.length, '-'],
  ]);
  expect(await sftp.get(`/upload/${NAME}`)).toEqual(Buffer.from('a,b\n1,2\n'));
  expect(await sftp.get('/upload/empty.csv')).toHaveLength(0);
  expect(await sftp.get('/upload/big.csv')).toEqual(BIG);
  expect(await buffer(sftp.createReadStream('/upload/big.csv', { start: 699_990 }))).toEqual(BIG.subarray(699_990));
  expect(await sftp.exists('/upload/gone.csv')).toBe(false);
});

test('content that is taken away is missing, content that changes is the new one', async () => {
  const sftp = await connect();
  const file = demo.file('obrien');
  file.content = null;
  await expect(sftp.get(`/upload/${NAME}`)).rejects.toThrow('No such file');
  file.content = Buffer.from('new');
  expect(await sftp.get(`/upload/${NAME}`)).toEqual(Buffer.from('new'));
  file.content = Buffer.from('a,b\n1,2\n');
});

test('a wrong password or name is refused', async () => {
  await expect(connect('wrong')).rejects.toThrow('All configured authentication methods failed');
});

test('everything that writes is refused, and noted as such', async () => {
  const sftp = await connect();
  const before = demo.sftpOperations().length;
  const path = '/upload/empty.csv';
  for (const attempt of [
    () => sftp.put(Buffer.from('x'), '/upload/new.csv'),
    () => sftp.append(Buffer.from('x'), path),
    () => sftp.delete(path),
    () => sftp.rename(path, '/upload/other.csv'),
    () => sftp.posixRename(path, '/upload/other.csv'),
    () => sftp.chmod(path, 0o600),
    () => sftp.mkdir('/upload/new'),
    () => sftp.rmdir('/upload'),
  ])
    await expect(attempt()).rejects.toThrow(/permission denied|does not support/i);
  const writes = demo
    .sftpOperations()
    .slice(before)
    .filter((operation) => operation.writes);
  expect(writes.map(({ name }) => name)).toEqual(['OPEN', 'OPEN', 'REMOVE', 'RENAME', 'SETSTAT', 'MKDIR', 'RMDIR']);
  expect((await sftp.list('/upload')).map(({ name }) => name)).toContain('empty.csv');
});

test('reading is noted, and as nothing that writes', async () => {
  const sftp = await connect();
  const before = demo.sftpOperations().length;
  await sftp.get(`/upload/${NAME}`);
  const operations = demo.sftpOperations().slice(before);
  expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(['OPEN', 'READ']));
  expect(operations.filter(({ path }) => path !== `/upload/${NAME}`)).toEqual([]);
  expect(operations.filter(({ writes }) => writes)).toEqual([]);
});

test('a fault refuses one operation and lets the next pass', async () => {
  const sftp = await connect();
  demo.faults.sftp = ({ name, offset }) =>
    name === 'READ' && offset !== 0 ? { kind: 'refuse', status: 'failure' } : null;
  await expect(sftp.get('/upload/big.csv')).rejects.toThrow(/failure/i);
  demo.faults.sftp = null;
  expect(await sftp.get('/upload/big.csv')).toEqual(BIG);
});

test('a refused login is refused with the right password', async () => {
  demo.faults.sftp = ({ name }) => (name === 'LOGIN' ? { kind: 'refuse', status: 'failure' } : null);
  await expect(connect()).rejects.toThrow('All configured authentication methods failed');
});

test('a reset breaks the connection in the middle of a file', async () => {
  const sftp = await connect();
  demo.faults.sftp = ({ name, offset }) => (name === 'READ' && (offset ?? 0) > 100_000 ? { kind: 'reset' } : null);
  await expect(sftp.get('/upload/big.csv')).rejects.toThrow();
  await expect(sftp.list('/upload')).rejects.toThrow();
  demo.faults.sftp = null;
  expect(await (await connect()).get('/upload/big.csv')).toEqual(BIG);
});

test('an instance that is started again with its host key is the same server', async () => {
  const again = await startDemoInstance({ hostKey: demo.hostKey });
  expect(again.sftp.fingerprint).toBe(demo.sftp.fingerprint);
  await again.stop();
  const other = await startDemoInstance();
  expect(other.sftp.fingerprint).not.toBe(demo.sftp.fingerprint);
  await other.stop();
});

test.skipIf(process.env['CI'] === undefined && spawnSync('sftp', ['-V']).error !== undefined)(
  'OpenSSH’s own client meets the told fingerprint, reads, and may not write',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wherry-sftp-'));
    const askPassword = join(folder, 'ask');
    const knownHosts = join(folder, 'known_hosts');
    await writeFile(askPassword, `#!/bin/sh\necho '${demo.sftp.password}'\n`, { mode: 0o700 });
    await writeFile(
      join(folder, 'batch'),
      `get "/upload/${NAME}" "${folder}/got"\nget /upload/big.csv ${folder}/big\n-rm /upload/empty.csv\n`,
    );
    const { host, port, username } = demo.sftp;
    const options = ['StrictHostKeyChecking=accept-new', `UserKnownHostsFile=${knownHosts}`, 'BatchMode=no'];
    const { stderr } = await promisify(execFile)(
      'sftp',
      [
        ...options.flatMap((option) => ['-o', option]),
        '-P',
        String(port),
        '-b',
        `${folder}/batch`,
        `${username}@${host}`,
      ],
      { env: { ...process.env, SSH_ASKPASS: askPassword, SSH_ASKPASS_REQUIRE: 'force' } },
    );
    expect(stderr).toContain('Permission denied');
    expect(await readFile(join(folder, 'got'), 'utf8')).toBe('a,b\n1,2\n');
    expect(await readFile(join(folder, 'big'))).toEqual(BIG);
    const { stdout } = await promisify(execFile)('ssh-keygen', ['-lf', knownHosts]);
    expect(stdout).toContain(demo.sftp.fingerprint);
    await rm(folder, { recursive: true });
  },
);
