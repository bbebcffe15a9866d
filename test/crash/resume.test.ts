// A download that was cut off by a kill goes on behind the last byte that is on the disk for good, where its source can
// promise that it is still the same content.
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sample } from '../helpers/sample.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { startNode } from '../helpers/wherry.ts';
import { S3_KEYS, type S3Server, startS3 } from '../servers/s3.ts';

const RUN_RULE = fileURLToPath(new URL('run-rule.ts', import.meta.url));
const MEGABYTE = 1024 * 1024;

function ruleFor(server: S3Server, target: string): string {
  const rule = {
    id: 'big',
    name: 'Big objects',
    source: {
      kind: 's3',
      bucket: server.bucket,
      endpoint: server.endpoint,
      forcePathStyle: true,
      chunkBytes: MEGABYTE,
      credentials: { kind: 'keys', accessKeyId: S3_KEYS.accessKeyId, secretAccessKey: 's3-secret-key' },
    },
    targetDirectory: target,
    successDirectory: null,
    steps: [],
    schedule: { kind: 'interval', everyMs: 60_000 },
    mail: null,
  };
  return JSON.stringify({ rule, secrets: { 's3-secret-key': S3_KEYS.secretAccessKey } });
}

const rangesOf = (server: S3Server): string[] => server.requests.flatMap(({ range }) => range ?? []);

function durableBytes(stateFolder: string): number {
  using db = new DatabaseSync(path.join(stateFolder, 'wherry.db'), { readOnly: true });
  return Number(db.prepare('select part_bytes from file').get()!['part_bytes']);
}

async function killedInTheMiddle(): Promise<{ server: S3Server; content: Buffer; folder: string; args: string[] }> {
  const server = await startS3();
  onTestFinished(() => server.stop());
  const folder = temporaryFolder();
  const content = randomBytes(12 * MEGABYTE);
  await server.put('in/big.bin', content);
  const args = [path.join(folder, 'state'), ruleFor(server, path.join(folder, 'target'))];
  const { child, ended } = startNode(RUN_RULE, args, { cwd: folder, env: {}, input: '' });
  server.fault = ({ range }) => {
    if (range?.startsWith(`bytes=${8 * MEGABYTE}-`) !== true) return null;
    // Its answer never comes; what is before it gets to the disk meanwhile.
    void vi.waitUntil(() => durableBytes(args[0]!) === 8 * MEGABYTE, 10_000).finally(() => child.kill('SIGKILL'));
    return { kind: 'stall' };
  };
  expect((await ended).code).toBe(null);
  server.fault = null;
  return { server, content, folder, args };
}

const PROMISES = {
  async 'after a SIGKILL in the middle of an object, only what is missing is asked for, and the content is right'() {
    const { server, content, folder, args } = await killedInTheMiddle();
    expect(rangesOf(server)).toHaveLength(9);
    server.requests.length = 0;
    const { stdout, stderr } = await startNode(RUN_RULE, args, { cwd: folder, env: {}, input: '' }).ended;
    expect(stdout).toBe('succeeded 1\n');
    expect(stderr).toContain('in/big.bin: going on after 8,388,608 bytes');
    expect(rangesOf(server)).toEqual([
      'bytes=8388608-9437183',
      'bytes=9437184-10485759',
      'bytes=10485760-11534335',
      'bytes=11534336-12582911',
    ]);
    const received = fs.readFileSync(path.join(folder, 'target', 'big', 'in', 'big.bin'));
    expect(createHash('sha256').update(received).digest('hex')).toBe(
      createHash('sha256').update(content).digest('hex'),
    );
    expect(fs.existsSync(path.join(folder, 'target', '.wherry'))).toBe(false);
  },

  async 'what the kill left behind the last durable byte is cut off, whatever it is'() {
    const { content, folder, args } = await killedInTheMiddle();
    const parts = path.join(folder, 'target', '.wherry');
    const [part] = fs.readdirSync(parts);
    fs.appendFileSync(path.join(parts, part!), Buffer.alloc(100_000));
    expect((await startNode(RUN_RULE, args, { cwd: folder, env: {}, input: '' }).ended).stdout).toBe('succeeded 1\n');
    expect(fs.readFileSync(path.join(folder, 'target', 'big', 'in', 'big.bin')).equals(content)).toBe(true);
  },

  async 'an object that has changed since is another file, and nothing of the old one is mixed into it'() {
    const { server, folder, args } = await killedInTheMiddle();
    const other = randomBytes(3 * MEGABYTE);
    await server.put('in/big.bin', other);
    expect((await startNode(RUN_RULE, args, { cwd: folder, env: {}, input: '' }).ended).stdout).toBe('succeeded 1\n');
    expect(fs.readFileSync(path.join(folder, 'target', 'big', 'in', 'big.bin')).equals(other)).toBe(true);
    expect(fs.readdirSync(path.join(folder, 'target', 'big', 'in'))).toEqual(['big.bin']);
  },

  async 'a part that is damaged is found out by the checksum, thrown away and fetched anew'() {
    const { server, content, folder, args } = await killedInTheMiddle();
    const parts = path.join(folder, 'target', '.wherry');
    const file = path.join(parts, fs.readdirSync(parts)[0]!);
    const bytes = fs.readFileSync(file);
    bytes[5]! ^= 1;
    fs.writeFileSync(file, bytes);
    server.requests.length = 0;
    expect((await startNode(RUN_RULE, args, { cwd: folder, env: {}, input: '' }).ended).stdout).toBe('succeeded 1\n');
    expect(rangesOf(server)).toHaveLength(4 + 12);
    expect(fs.readFileSync(path.join(folder, 'target', 'big', 'in', 'big.bin')).equals(content)).toBe(true);
  },
};

test.for(sample(Object.entries(PROMISES), 4))('%s', ([, prove]) => prove());
