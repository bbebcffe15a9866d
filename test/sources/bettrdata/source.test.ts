import { describe, expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { type DemoInstance, type DemoOptions, startDemoInstance } from '#demo/instance.ts';
import { createBettrDataSource } from '#engine/sources/bettrdata.ts';
import type { Page, Source, SourceContext } from '#engine/sources/source.ts';
import type { CheckResult } from '#shared/api-rules.ts';
import { BettrDataSettings } from '#shared/source.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { createSourceContext, idle } from './source-context.ts';

const NOT_DONE = { 'attributes.client_status': { $exists: false } };

interface Setup {
  source: ReturnType<typeof createBettrDataSource>;
  instance: DemoInstance;
  context: ReturnType<typeof createSourceContext>;
}

async function setUp(
  overrides: {
    query?: object;
    remotePath?: string;
    password?: string;
    baseUrl?: string;
    requestsPerMinute?: number;
  } = {},
  options: DemoOptions = {},
): Promise<Setup> {
  const instance = await startDemoInstance({ auth: { kind: 'bearer', token: 'tok-1234' }, ...options });
  onTestFinished(() => instance.stop());
  const password = overrides.password ?? instance.sftp.password;
  const context = createSourceContext({ 'api-token': 'tok-1234', 'sftp-password': password });
  return { source: sourceOf(instance, context, overrides), instance, context };
}

function sourceOf(
  instance: DemoInstance,
  context: SourceContext,
  overrides: object = {},
): ReturnType<typeof createBettrDataSource> {
  const settings = BettrDataSettings.parse({
    kind: 'bettrdata',
    baseUrl: instance.apiUrl,
    auth: { kind: 'bearer', token: 'api-token' },
    query: { where: NOT_DONE },
    sftp: { ...instance.sftp, password: 'sftp-password' },
    ...overrides,
  });
  const source = createBettrDataSource(settings, context);
  onTestFinished(() => source.close());
  return source;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function listOne(source: Source): Promise<Page> {
  const [page, ...others] = await collect(source.list(idle));
  expect(others).toEqual([]);
  return page!;
}

const numbered = (count: number): DemoOptions['files'] & object =>
  Array.from({ length: count }, (_, index) => demoFile(`f${String(index).padStart(2, '0')}.csv`, `content ${index}`));

test('a file is listed, claimed, read by SFTP, reported, and not listed again', async () => {
  const { source, instance } = await setUp({}, { files: [demoFile('a b.csv', 'hello')] });
  const [file] = (await listOne(source)).files;
  await source.connect(idle);
  await expect(source.claim(file!, false, idle)).resolves.toBe('claimed');
  expect(Buffer.concat(await collect(source.open(file!, 0, idle))).toString()).toBe('hello');
  expect(Buffer.concat(await collect(source.open(file!, 3, idle))).toString()).toBe('lo');
  await expect(source.stat(file!, idle)).resolves.toMatchObject({ sizeBytes: 5 });
  await source.report(file!, { outcome: 'succeeded', error: null }, idle);
  expect((await listOne(source)).files).toEqual([]);
  expect(instance.record(file!.externalId)['attributes']).toEqual({ client_status: 'SUCCESS' });
  expect(instance.sftpOperations().filter((operation) => operation.writes)).toEqual([]);
});

test('after close a source may be used again, as each run closes it', async () => {
  const { source } = await setUp({}, { files: numbered(1) });
  const [file] = (await listOne(source)).files;
  await collect(source.open(file!, 0, idle));
  await source.close();
  await source.close();
  expect((await listOne(source)).files).toHaveLength(1);
  await expect(collect(source.open(file!, 0, idle))).resolves.toHaveLength(1);
});

describe('list', () => {
  test('b5, b10: one page a cycle: limit and skip as set, skip never advanced', async () => {
    const { source, instance } = await setUp(
      { query: { where: NOT_DONE, limit: 40, skip: 2 } },
      { files: numbered(45) },
    );
    for (let cycle = 0; cycle < 2; cycle++) {
      const { files } = await listOne(source);
      expect(files).toHaveLength(40);
      expect(files[0]?.name).toBe('f02.csv');
    }
    const skips = instance.requests().map(({ url }) => new URL(url, 'http://h').searchParams.get('skip'));
    expect(skips).toEqual(['2', '2']);
  });

  test('b5: a server that sends more than was asked for does not make the batch larger', async () => {
    const { source, instance } = await setUp({ query: { where: NOT_DONE, limit: 3 } }, { files: numbered(5) });
    instance.faults.http = () => ({ kind: 'answer', status: 200, body: instance.records() });
    expect((await listOne(source)).files).toHaveLength(3);
  });

  test('b12: records of a server that ignores the filter are told, not processed', async () => {
    const { source, instance } = await setUp(
      {},
      { files: [demoFile('a.csv', 'x', { attributes: { client_status: 'SUCCESS' } })] },
    );
    instance.faults.http = () => ({ kind: 'answer', status: 200, body: instance.records() });
    const { files, problems } = await listOne(source);
    expect(files).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  test('b8: a filter that can’t be right is never sent', async () => {
    const { source, instance } = await setUp({ query: { where: { $or: {} } } });
    await expect(listOne(source)).rejects.toMatchObject({ code: 'bad-where', kind: 'config' });
    expect(instance.requests()).toEqual([]);
  });

  test.each([
    [{ error: 'down' }, 'down'],
    [{ data: [] }, 'an object with data'],
    [null, 'array'],
    ['[', 'JSON'],
  ])('b11: %j with status 200 is an error, not "no files"', async (body, told) => {
    const { instance } = await setUp();
    instance.faults.http = () => ({ kind: 'answer', status: 200, body });
    const clock = createFakeClock();
    const source = sourceOf(instance, createSourceContext({ 'api-token': 'tok-1234', 'sftp-password': '' }, { clock }));
    await expect(clock.runUntilDone(listOne(source))).rejects.toMatchObject({
      code: 'not-json',
      kind: 'transient',
      message: expect.stringContaining(told),
    });
  });

  test('a base URL without an API is a config error', async () => {
    const { instance } = await setUp();
    const wrong = sourceOf(instance, createSourceContext({ 'api-token': 'tok-1234' }), {
      baseUrl: `${instance.apiUrl}/nowhere`,
    });
    await expect(listOne(wrong)).rejects.toMatchObject({ code: 'no-api', kind: 'config' });
  });

  test('b15: two rules of one instance share its limit', async () => {
    const { instance } = await setUp();
    const clock = createFakeClock();
    const context = createSourceContext({ 'api-token': 'tok-1234' }, { clock });
    const [first, second] = [1, 2].map(() => sourceOf(instance, context, { requestsPerMinute: 2 }));
    await listOne(first!);
    await listOne(second!);
    await clock.runUntilDone(listOne(first!));
    expect(clock.slept()).toEqual([60_000]);
  });
});

describe('remote path', () => {
  test('b30: a template names the path', async () => {
    const file = { ...demoFile('a.csv', 'there', { alias: 'x' }), path: '/other/x-a.csv' };
    const { source } = await setUp({ remotePath: '/other/{{ alias }}-{{ fileName }}' }, { files: [file] });
    const [listed] = (await listOne(source)).files;
    expect(Buffer.concat(await collect(source.open(listed!, 0, idle))).toString()).toBe('there');
  });

  test('b30: a name that leaves the directory is never asked for', async () => {
    const { source, instance } = await setUp({}, { files: [demoFile('../../etc/passwd', 'x')] });
    const [listed] = (await listOne(source)).files;
    await expect(collect(source.open(listed!, 0, idle))).rejects.toMatchObject({
      code: 'unsafe-name',
      kind: 'permanent',
    });
    expect(instance.sftpOperations()).toEqual([]);
  });

  test('b35: a file that is not there is told with its path', async () => {
    const { source } = await setUp({}, { files: [{ ...demoFile('a.csv', 'x'), content: null }] });
    const [listed] = (await listOne(source)).files;
    await expect(collect(source.open(listed!, 0, idle))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('/upload/a.csv'),
    });
  });
});

const titles = (results: CheckResult[]): string[] =>
  results.map(({ title, ok }) => `${title}: ${ok ? 'ok' : 'failed'}`);

describe('check', () => {
  test('every line is proved and nothing is written', async () => {
    const { source, instance } = await setUp({}, { files: numbered(2) });
    const results = await collect(source.check(idle));
    expect(titles(results)).toEqual(['API login: ok', 'query: ok', 'SFTP login: ok', 'remote path: ok']);
    expect(results[1]?.detail).toBe('2 files match');
    expect(results[2]?.detail).toContain(instance.sftp.fingerprint);
    expect(results[3]?.detail).toBe('/upload/f00.csv, 9 bytes');
    expect(instance.requests().map(({ method }) => method)).toEqual(['GET']);
    expect(instance.sftpOperations().filter((operation) => operation.writes)).toEqual([]);
  });

  test('each thing that fails is told with a hint, and the rest is still tried', async () => {
    const { source, instance } = await setUp({ password: 'hunter2-sftp' });
    instance.faults.http = () => ({ kind: 'answer', status: 401, body: {} });
    const results = await collect(source.check(idle));
    expect(titles(results)).toEqual(['API login: failed', 'SFTP login: failed']);
    expect(results.every(({ hint }) => hint !== null)).toBe(true);
    expect(JSON.stringify(results)).not.toMatch(/tok-1234|hunter2-sftp/);
  });

  test('a query that the server refuses is no refused login', async () => {
    const { source, instance } = await setUp();
    instance.faults.http = () => ({ kind: 'answer', status: 400, body: { error: 'no such field' } });
    const results = await collect(source.check(idle));
    expect(titles(results).slice(0, 2)).toEqual(['API login: ok', 'query: failed']);
    expect(results[1]?.detail).toContain('no such field');
  });

  test('a remote path that is wrong is told, with the path', async () => {
    const { source } = await setUp({ remotePath: '/nowhere/{{ fileName }}' }, { files: numbered(1) });
    const results = await collect(source.check(idle));
    expect(results[3]).toMatchObject({
      title: 'remote path',
      ok: false,
      detail: expect.stringContaining('/nowhere/f00.csv'),
    });
  });

  test('it is stopped by its signal', async () => {
    const { source } = await setUp();
    const stop = new AbortController();
    stop.abort();
    await expect(collect(source.check(stop.signal))).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

test('b70: neither token nor passwords appear in what is logged', async () => {
  const { source, context } = await setUp({}, { files: numbered(1) });
  const [file] = (await listOne(source)).files;
  await source.claim(file!, false, idle);
  await collect(source.open(file!, 0, idle));
  expect(context.log.lines.length).toBeGreaterThan(2);
  expect(context.log.lines.join('\n')).not.toMatch(/tok-1234|Bearer|demo-route-password|where=/);
});
