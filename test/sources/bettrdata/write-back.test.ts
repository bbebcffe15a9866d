import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { type DemoInstance, type DemoOptions, startDemoInstance } from '#demo/instance.ts';
import { createApi } from '#engine/sources/bettrdata/api.ts';
import { createAuthorization } from '#engine/sources/bettrdata/auth.ts';
import { contentOf } from '#engine/sources/bettrdata/record.ts';
import { createWriteBack, type WriteBack } from '#engine/sources/bettrdata/write-back.ts';
import type { FileHandle } from '#engine/sources/source.ts';
import type { Json, JsonObject } from '#shared/json.ts';
import { BettrDataSettings } from '#shared/source.ts';
import { createSourceContext, createTestClient, idle } from './source-context.ts';
import { answerJson, startTestServer } from './test-server.ts';

type Settings = Partial<Pick<BettrDataSettings, 'statusAttribute' | 'errorAttribute'>> & {
  writeBack?: Partial<BettrDataSettings['writeBack']>;
  where?: JsonObject;
};

const NOT_DONE = { 'attributes.client_status': { $exists: false } };
const SUCCESS = { outcome: 'succeeded', error: null } as const;

function createFor(baseUrl: string, { where = NOT_DONE, ...settings }: Settings): WriteBack {
  const parsed = BettrDataSettings.parse({
    kind: 'bettrdata',
    baseUrl,
    auth: { kind: 'none' },
    query: { where },
    sftp: { host: 'unused', username: 'unused', password: null },
    claim: { attribute: null },
    ...settings,
  });
  const context = createSourceContext();
  const http = createTestClient({ baseUrl }, context);
  const deps = { http, clock: context.clock, secret: () => '' };
  return createWriteBack(parsed, {
    api: createApi(http, createAuthorization(parsed.auth, deps)),
    clock: context.clock,
    log: context.log,
    claimant: context.claimant,
  });
}

interface Setup {
  writeBack: WriteBack;
  instance: DemoInstance;
  file: FileHandle;
  attributes: () => Json | undefined;
  /** `PUT`, `PATCH`, in order. */
  updates: () => string[];
}

/** One record with these attributes; undefined: it has none. */
async function setUp(
  settings: Settings = {},
  attributes: Json | undefined = {},
  options: DemoOptions = {},
): Promise<Setup> {
  const demo = demoFile('a.csv', 'abc', { _id: 'id1', attributes });
  const instance = await startDemoInstance({ auth: { kind: 'none' }, files: [demo], ...options });
  onTestFinished(() => instance.stop());
  return {
    writeBack: createFor(instance.apiUrl, settings),
    instance,
    file: handle(demo.record),
    attributes: () => instance.record('id1')['attributes'],
    updates: () => instance.requests().flatMap(({ method }) => (method.startsWith('P') ? [method] : [])),
  };
}

function handle(record: JsonObject): FileHandle {
  return { ...contentOf(record), externalId: 'id1', name: 'a.csv', meta: record };
}

describe('claim', () => {
  test('b17, b18, b21: STARTED is written, everything else of the map is kept', async () => {
    const { writeBack, file, attributes } = await setUp({}, { a: 1, b: { c: [2, null] } });
    await expect(writeBack.claim(file, false, idle)).resolves.toBe('claimed');
    expect(attributes()).toEqual({ a: 1, b: { c: [2, null] }, client_status: 'STARTED' });
  });

  test.each([undefined, null])('b17: a record whose attributes are %s gets them', async (present) => {
    const { writeBack, file, attributes } = await setUp({}, present);
    await writeBack.claim(file, false, idle);
    expect(attributes()).toEqual({ client_status: 'STARTED' });
  });

  test('b17: a file that another installation has taken since it was listed is left alone', async () => {
    const { writeBack, instance, file, updates } = await setUp();
    instance.file('id1').record['attributes'] = { client_status: 'STARTED' };
    await expect(writeBack.claim(file, false, idle)).resolves.toBe('taken');
    expect(updates()).toEqual([]);
  });

  test('b28: a file whose content was replaced since it was listed is left alone', async () => {
    const { writeBack, instance, file, updates } = await setUp();
    instance.file('id1').record['md5'] = 'f'.repeat(32);
    await expect(writeBack.claim(file, false, idle)).resolves.toBe('gone');
    expect(updates()).toEqual([]);
  });

  test('a record that was removed is gone', async () => {
    const { writeBack, file } = await setUp();
    await expect(writeBack.claim({ ...file, externalId: 'id2' }, false, idle)).resolves.toBe('gone');
  });

  test('b29: one of ours is claimed again whatever the filter says', async () => {
    const { writeBack, file, attributes } = await setUp({}, { client_status: 'FAILED' });
    await expect(writeBack.claim(file, true, idle)).resolves.toBe('claimed');
    expect(attributes()).toEqual({ client_status: 'STARTED' });
  });

  test('b22: the error of an earlier failure is emptied, an absent one is not added', async () => {
    const settings = { errorAttribute: 'client_error', where: { fileName: 'a.csv' } };
    const failed = await setUp(settings, { client_status: 'FAILED', client_error: 'verify: no' });
    await failed.writeBack.claim(failed.file, false, idle);
    expect(failed.attributes()).toEqual({ client_status: 'STARTED', client_error: '' });
    const fresh = await setUp(settings);
    await fresh.writeBack.claim(fresh.file, false, idle);
    expect(fresh.attributes()).toEqual({ client_status: 'STARTED' });
  });

  test('b17: where STARTED can’t be written, the claim throws', async () => {
    const { writeBack, instance, file } = await setUp();
    instance.faults.http = ({ method }) => (method === 'PUT' ? { kind: 'answer', status: 403, body: {} } : null);
    await expect(writeBack.claim(file, false, idle)).rejects.toMatchObject({ code: 'forbidden', kind: 'config' });
  });

  test('attributes that are no object are never overwritten', async () => {
    const { writeBack, file, attributes } = await setUp({}, ['mine']);
    await expect(writeBack.claim(file, true, idle)).rejects.toMatchObject({
      code: 'bad-attributes',
      kind: 'permanent',
    });
    expect(attributes()).toEqual(['mine']);
  });
});

describe('report', () => {
  test('b18: whatever the map holds, it holds the same afterwards and the status', async () => {
    const { writeBack, instance, file, attributes } = await setUp();
    const map = fc.dictionary(fc.constantFrom('a', 'B c', 'x.y', 'é', 'constructor', '$s'), fc.jsonValue(), {
      maxKeys: 4,
    });
    await fc.assert(
      fc.asyncProperty(map, async (values) => {
        const present: JsonObject = JSON.parse(JSON.stringify(values));
        instance.file('id1').record['attributes'] = present;
        await writeBack.report(file, SUCCESS, idle);
        expect(attributes()).toEqual({ ...present, client_status: 'SUCCESS' });
      }),
      { numRuns: 30 },
    );
  });

  test('b20, b21: the attributes that the rule names get FAILED and the error', async () => {
    const { writeBack, file, attributes } = await setUp({ statusAttribute: 'st', errorAttribute: 'er' }, { keep: 1 });
    await writeBack.report(file, { outcome: 'failed', error: 'command_1: exit code 3' }, idle);
    expect(attributes()).toEqual({ keep: 1, st: 'FAILED', er: 'command_1: exit code 3' });
  });

  test('b22: the error is one line of at most 1,000 whole characters', async () => {
    const { writeBack, file, attributes } = await setUp({ errorAttribute: 'er' });
    await writeBack.report(file, { outcome: 'failed', error: `verify:\r\n\u001b${'😀'.repeat(1_200)}` }, idle);
    expect(attributes()).toEqual({ client_status: 'FAILED', er: `verify:   ${'😀'.repeat(990)}` });
  });

  test('b23: without an error attribute no error is written', async () => {
    const { writeBack, file, attributes } = await setUp({ errorAttribute: null });
    await writeBack.report(file, { outcome: 'failed', error: 'x' }, idle);
    expect(attributes()).toEqual({ client_status: 'FAILED' });
  });

  test('the same report twice writes once', async () => {
    const { writeBack, file, updates } = await setUp();
    await writeBack.report(file, SUCCESS, idle);
    await writeBack.report(file, SUCCESS, idle);
    expect(updates()).toEqual(['PUT']);
  });

  test('a lost answer is no lost report', async () => {
    const { writeBack, instance, file, attributes } = await setUp();
    let losses = 1;
    instance.faults.http = ({ method }) => (method === 'PUT' && losses-- > 0 ? { kind: 'lose-answer' } : null);
    await writeBack.report(file, SUCCESS, idle);
    expect(attributes()).toEqual({ client_status: 'SUCCESS' });
  });

  test('a record that was removed can’t be reported', async () => {
    const { writeBack, file } = await setUp();
    await expect(writeBack.report({ ...file, externalId: 'id2' }, SUCCESS, idle)).rejects.toMatchObject({
      code: 'record-gone',
      kind: 'permanent',
    });
  });
});

describe('servers that differ', () => {
  test.each([404, 405] as const)('PUT refused with %i: PATCH is used, and from then on at once', async (status) => {
    const { writeBack, file, attributes, updates } = await setUp({}, {}, { dialect: { refused: { PUT: status } } });
    await writeBack.claim(file, false, idle);
    await writeBack.report(file, SUCCESS, idle);
    expect(attributes()).toEqual({ client_status: 'SUCCESS' });
    expect(updates()).toEqual(['PUT', 'PATCH', 'PATCH']);
  });

  test('a rule that says PATCH sends no PUT', async () => {
    const { writeBack, file, updates } = await setUp({ writeBack: { method: 'patch' } });
    await writeBack.report(file, SUCCESS, idle);
    expect(updates()).toEqual(['PATCH']);
  });

  test.each([
    [{ PUT: 404, PATCH: 404 }, 'auto'],
    [{ PUT: 405 }, 'put'],
  ] as const)('no update at all (%j, method %s) is a config error', async (refused, method) => {
    const { writeBack, file } = await setUp({ writeBack: { method } }, {}, { dialect: { refused } });
    await expect(writeBack.report(file, SUCCESS, idle)).rejects.toMatchObject({
      code: 'write-back-refused',
      kind: 'config',
    });
  });

  test('a record that is removed between reading and writing is no server that takes no updates', async () => {
    const server = await startTestServer((_, response, count) =>
      count === 1 ? answerJson(response, { _id: 'id1' }) : answerJson(response, {}, 404),
    );
    const report = createFor(server.url, {}).report(handle({ _id: 'id1' }), SUCCESS, idle);
    await expect(report).rejects.toMatchObject({ code: 'record-gone' });
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'PATCH', 'GET']);
  });

  test('b19: a server that ignores dotted keys with 200 is found out', async () => {
    const { writeBack, file } = await setUp({ writeBack: { mode: 'dotted' } });
    await expect(writeBack.claim(file, false, idle)).rejects.toMatchObject({
      code: 'write-back-ignored',
      kind: 'config',
      hint: expect.stringContaining('write_mode'),
    });
  });

  test('dotted keys work where the server takes them, and send nothing else', async () => {
    const settings = { writeBack: { mode: 'dotted' }, errorAttribute: 'er' } as const;
    const { writeBack, instance, file, attributes } = await setUp(
      settings,
      { a: 1 },
      { dialect: { dottedKeys: 'accepted' } },
    );
    await writeBack.report(file, { outcome: 'failed', error: 'x' }, idle);
    expect(attributes()).toEqual({ a: 1, client_status: 'FAILED', er: 'x' });
    expect(instance.requests().find(({ method }) => method === 'PUT')?.body).toEqual({
      'attributes.client_status': 'FAILED',
      'attributes.er': 'x',
    });
  });

  test.each<[string, (record: JsonObject) => unknown]>([
    ['an array of one', (record) => [record]],
    ['nothing', () => undefined],
    ['a count', () => ({ modified: 1 })],
    ['the record as it was before', () => ({ _id: 'id1', attributes: {} })],
  ])('b19: an update that is answered with %s is verified all the same', async (_, answer) => {
    let record: JsonObject = { _id: 'id1' };
    const server = await startTestServer((request, response) => {
      if (request.method === 'GET') return answerJson(response, record);
      record = { _id: 'id1', attributes: { client_status: 'SUCCESS' } };
      const value = answer(record);
      return value === undefined ? void response.end() : answerJson(response, value);
    });
    await createFor(server.url, {}).report(handle(record), SUCCESS, idle);
    expect(record['attributes']).toEqual({ client_status: 'SUCCESS' });
  });

  test('b18: the answer of another record is never merged into this one', async () => {
    const server = await startTestServer((_, response) => answerJson(response, { _id: 'other', attributes: { x: 1 } }));
    await expect(createFor(server.url, {}).report(handle({ _id: 'id1' }), SUCCESS, idle)).rejects.toMatchObject({
      code: 'wrong-record',
    });
    expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('an id with slashes and signs stays one segment of the path', async () => {
    const id = 'a/../b?c#d%20é';
    const server = await startTestServer((_, response) => answerJson(response, { _id: id, attributes: {} }));
    const report = createFor(server.url, {}).report({ ...handle({ _id: id }), externalId: id }, SUCCESS, idle);
    await expect(report).rejects.toMatchObject({ code: 'write-back-ignored' });
    expect(new Set(server.requests.map(({ url }) => url))).toEqual(new Set([`/datafile/${encodeURIComponent(id)}`]));
  });
});
