// What is S3's own; what every source promises is in source-suite.test.ts.
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { localName } from '#engine/local-name.ts';
import { createS3Source } from '#engine/sources/s3.ts';
import type { Source, SourceFile } from '#engine/sources/source.ts';
import { S3Settings } from '#shared/s3-source.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { IS_WHOLE } from '#test/helpers/sample.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { startNode } from '#test/helpers/wherry.ts';
import { S3_KEYS, type S3Server, startS3 } from '#test/servers/s3.ts';
import { createSourceContext, idle, type MemoryLog } from './bettrdata/source-context.ts';

const CHUNK = 64 * 1024;
const RUN_RULE = fileURLToPath(new URL('../crash/run-rule.ts', import.meta.url));

interface Tried {
  server: S3Server;
  source: Source;
  log: MemoryLog;
  clock: ReturnType<typeof createFakeClock>;
}

async function trySource(settings: object = {}, secret = S3_KEYS.secretAccessKey): Promise<Tried> {
  const server = await startS3();
  onTestFinished(() => server.stop());
  const clock = createFakeClock();
  const context = createSourceContext({ 's3-secret-key': secret }, { clock });
  const parsed = S3Settings.parse({
    kind: 's3',
    bucket: server.bucket,
    endpoint: server.endpoint,
    forcePathStyle: true,
    credentials: { kind: 'keys', accessKeyId: S3_KEYS.accessKeyId, secretAccessKey: 's3-secret-key' },
    chunkBytes: CHUNK,
    ...settings,
  });
  const source = createS3Source(parsed, context);
  onTestFinished(() => source.close());
  return { server, source, log: context.log, clock };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function listAll({ source }: Pick<Tried, 'source'>): Promise<SourceFile[]> {
  const pages = await collect(source.list(idle));
  return pages.flatMap(({ files }) => files);
}

async function readAll(source: Source, file: SourceFile, offset = 0): Promise<Buffer> {
  return Buffer.concat(await collect(source.open(file, offset, idle)));
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );
}

test('1,506 objects come in pages, each once, in the order of their keys', async () => {
  // At a desk a tenth of them: putting them there is what takes long.
  const [count, pageSize] = IS_WHOLE ? [1_506, 500] : [156, 50];
  const tried = await trySource({ pageSize });
  const keys = Array.from({ length: count }, (_, index) => `data/${String(index).padStart(5, '0')}.csv`);
  for (let at = 0; at < keys.length; at += 100) {
    await Promise.all(keys.slice(at, at + 100).map((key) => tried.server.put(key, Buffer.from(key))));
  }
  const pages = await collect(tried.source.list(idle));
  expect(pages.map(({ files }) => files.length)).toEqual([pageSize, pageSize, pageSize, 6]);
  expect(pages.flatMap(({ files }) => files.map(({ name }) => name))).toEqual(keys);
});

test('only keys with the prefix are listed; folder markers and empty objects are skipped with the reason', async () => {
  const tried = await trySource({ prefix: 'in/' });
  await tried.server.put('other.csv', Buffer.from('x'));
  await tried.server.put('in/', Buffer.alloc(0));
  await tried.server.put('in/empty.csv', Buffer.alloc(0));
  await tried.server.put('in/a.csv', Buffer.from('x'));
  expect((await listAll(tried)).map(({ name, skip }) => [name, skip])).toEqual([
    ['in/', 'a folder marker'],
    ['in/a.csv', null],
    ['in/empty.csv', 'empty (0 bytes)'],
  ]);
});

test('an object comes in parts of the chunk size, each asked for by its range, also from the middle', async () => {
  const { server, source } = await trySource();
  const content = randomBytes(3 * CHUNK + 5);
  await server.put('big.bin', content);
  const [file] = await listAll({ source });
  expect(await readAll(source, file!)).toEqual(content);
  expect(server.requests.flatMap(({ range }) => range ?? [])).toEqual([
    'bytes=0-65535',
    'bytes=65536-131071',
    'bytes=131072-196607',
    'bytes=196608-196612',
  ]);
  expect(await readAll(source, file!, 2 * CHUNK + 1)).toEqual(content.subarray(2 * CHUNK + 1));
});

test('503 with Retry-After is waited for; a longer wait than is bearable is left to a later run', async () => {
  const { server, source, clock } = await trySource();
  await server.put('a.csv', Buffer.from('x'));
  let refusals = 2;
  server.fault = () => (refusals-- > 0 ? { kind: 'error', status: 503, code: 'SlowDown', retryAfter: 7 } : null);
  const listing = listAll({ source });
  await clock.runUntilDone(listing);
  expect(await listing).toHaveLength(1);
  expect(clock.slept()).toEqual([7_000, 7_000]);
  server.fault = () => ({ kind: 'error', status: 503, code: 'SlowDown', retryAfter: 600 });
  expect(await failure(listAll({ source }))).toMatchObject({ kind: 'transient', retryAfterMs: 600_000 });
});

test('a body that breaks off never ends as if it were whole', async () => {
  const { server, source } = await trySource();
  await server.put('big.bin', randomBytes(2 * CHUNK));
  const [file] = await listAll({ source });
  server.fault = ({ range }) => (range === null ? null : { kind: 'short', afterBytes: 1_000 });
  expect(await failure(readAll(source, file!))).toMatchObject({ kind: 'transient' });
});

test('a server that falls silent in the middle is given up', async () => {
  const { server, source } = await trySource({ idleTimeoutMs: 300 });
  await server.put('big.bin', randomBytes(CHUNK));
  const [file] = await listAll({ source });
  server.fault = ({ range }) => (range === null ? null : { kind: 'stall' });
  expect(await failure(readAll(source, file!))).toMatchObject({ kind: 'transient' });
});

test('an object that changes while it is read is told apart: what was read before belongs to the old content', async () => {
  const { server, source } = await trySource();
  await server.put('a.bin', randomBytes(2 * CHUNK));
  const [file] = await listAll({ source });
  const reading = (async () => {
    for await (const bytes of source.open(file!, 0, idle)) {
      if (bytes.length > 0) await server.put('a.bin', randomBytes(2 * CHUNK));
    }
  })();
  expect(await failure(reading)).toMatchObject({ code: 'changed', kind: 'permanent' });
  const [again] = await listAll({ source });
  expect(again!.externalId).toBe(file!.externalId);
  expect(again!.ref).not.toBe(file!.ref);
});

const REFUSALS = [
  ['ExpiredToken', 400, 'login-refused'],
  ['InvalidAccessKeyId', 403, 'login-refused'],
  ['AccessDenied', 403, 'access-denied'],
  ['NoSuchBucket', 404, 'no-such-bucket'],
  ['PermanentRedirect', 301, 'wrong-region'],
  ['RequestTimeTooSkewed', 403, 'clock-wrong'],
] as const;

test.for(REFUSALS)('%s is told at once with what to do, and not asked again', async ([code, status, expected]) => {
  const { server, source } = await trySource();
  server.fault = () => ({ kind: 'error', status, code });
  const error = await failure(listAll({ source }));
  expect(error).toMatchObject({ code: expected, kind: 'config', hint: expect.stringMatching(/\w/) });
  expect(server.requests).toHaveLength(1);
});

test('a wrong secret key is refused by the signature, and is in no message', async () => {
  const { source } = await trySource({}, 'wrong-secret-key');
  const error = (await failure(listAll({ source }))) as Error;
  expect(error).toMatchObject({ code: 'login-refused', kind: 'config' });
  expect(error.message).not.toContain('wrong-secret-key');
});

test('a download that arrived with another bit is found out by the MD5 of the ETag', async () => {
  const { server, source } = await trySource();
  const content = randomBytes(CHUNK);
  await server.put('a.bin', content);
  const [listed] = await listAll({ source });
  const file = path.join(temporaryFolder(), 'a.bin');
  const verify = (bytes: Buffer): Promise<void> => {
    fs.writeFileSync(file, bytes);
    const md5 = createHash('md5').update(bytes).digest('hex');
    return source.verify!(listed!, { path: file, sizeBytes: bytes.length, md5 }, idle);
  };
  await verify(content);
  content[7]! ^= 1;
  expect(await failure(verify(content))).toMatchObject({ code: 'checksum-mismatch', kind: 'transient' });
});

test('keys become paths below a folder of the rule, whatever they spell', async () => {
  const { source } = await trySource();
  const segments = (key: string): readonly string[] => source.localPath!({ externalId: key } as SourceFile);
  expect(segments('a/../../b//c.csv')).toEqual(['a-rule', 'a', '..', '..', 'b', '', 'c.csv']);
  const target = path.resolve('/srv/target');
  const pieces = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', '\u0000', 'C:', '~', '%2e%2e'), fc.string());
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const local = path.resolve(target, ...segments(parts.join('/')).map((each) => localName(each, process.platform)));
      expect(path.dirname(local).startsWith(path.join(target, 'a-rule'))).toBe(true);
    }),
  );
});

test('the keys of a profile are found where the AWS tools keep them', async () => {
  const { server } = await trySource();
  await server.put('a.csv', Buffer.from('of a profile'));
  const folder = temporaryFolder();
  const files = {
    AWS_CONFIG_FILE: path.join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'keys'),
  };
  fs.writeFileSync(files.AWS_CONFIG_FILE, '[profile orders]\nregion = eu-central-1\n');
  fs.writeFileSync(
    files.AWS_SHARED_CREDENTIALS_FILE,
    `[orders]\naws_access_key_id = ${S3_KEYS.accessKeyId}\naws_secret_access_key = ${S3_KEYS.secretAccessKey}\n`,
  );
  const { endpoint, bucket } = server;
  const runBy = async (profile: string): Promise<string> => {
    const rule = {
      id: 'by-profile',
      name: 'By profile',
      source: { kind: 's3', bucket, endpoint, forcePathStyle: true, credentials: { kind: 'profile', profile } },
      targetDirectory: path.join(folder, 'target'),
      successDirectory: null,
      steps: [],
      schedule: { kind: 'interval', everyMs: 60_000 },
      mail: null,
    };
    const args = [path.join(folder, `state-${profile}`), JSON.stringify({ rule, secrets: {} })];
    const env = { ...files, AWS_EC2_METADATA_DISABLED: 'true' };
    const { stdout, stderr } = await startNode(RUN_RULE, args, { cwd: folder, env, input: '' }).ended;
    return stdout + stderr;
  };
  expect(await runBy('orders')).toMatch(/^succeeded 1\n/);
  expect(fs.readFileSync(path.join(folder, 'target', 'by-profile', 'a.csv'), 'utf8')).toBe('of a profile');
  expect(await runBy('unheard')).toMatch(/^failed 0\n/);
});

test('"Test connection" proves the list and the right to read', async () => {
  const { server, source } = await trySource();
  await server.put('a.csv', Buffer.from('x'));
  expect(await collect(source.check(idle))).toEqual([
    { title: 'bucket', ok: true, detail: 'files: 1 object in the first answer', hint: null },
    { title: 'object', ok: true, detail: 'a.csv can be read', hint: null },
  ]);
  server.fault = ({ range }) => (range === null ? null : { kind: 'error', status: 403, code: 'AccessDenied' });
  const [, object] = await collect(source.check(idle));
  expect(object).toMatchObject({ ok: false, hint: 'The key needs the rights s3:ListBucket and s3:GetObject.' });
});
