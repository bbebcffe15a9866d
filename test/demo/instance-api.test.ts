import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Json, JsonObject } from '#shared/json.ts';
import { demoFile } from '#demo/file.ts';
import { type DemoInstance, type DemoOptions, startDemoInstance } from '#demo/instance.ts';

const started: DemoInstance[] = [];
let demo: DemoInstance;

async function start(options: DemoOptions): Promise<DemoInstance> {
  const instance = await startDemoInstance(options);
  started.push(instance);
  return instance;
}

beforeAll(async () => {
  demo = await start({
    files: [
      demoFile('a.csv', 'x\n1\n', {
        _id: 'a',
        byteSize: 3,
        attributes: { keep: { deep: 1 }, client_status: 'FAILED' },
      }),
      demoFile('b.csv', 'x\n', { _id: 'b', byteSize: 1, virtual: true }),
      demoFile('c%.csv', 'x\n', { _id: 'c', byteSize: 2 }),
    ],
  });
});
afterAll(async () => {
  await Promise.all(started.map((instance) => instance.stop()));
});

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: Json;
}

async function ask(
  path: string,
  { method = 'GET', headers, body }: Asked = {},
  of = demo,
): Promise<{ status: number; json: Json }> {
  const response = await fetch(of.apiUrl + path, {
    method,
    headers: { Authorization: `Bearer ${of.apiToken}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = z.json().parse(await response.json());
  return { status: response.status, json };
}

async function listed(query: Record<string, string>): Promise<unknown[]> {
  const { status, json } = await ask(`/datafile?${new URLSearchParams(query).toString()}`);
  expect(status).toBe(200);
  return z
    .array(JsonObject)
    .parse(json)
    .map(({ _id }) => _id);
}

test.each<[string, unknown[]]>([
  ['{"attributes.client_status":{"$exists":false}}', ['b', 'c']],
  ['{"attributes.client_status":"FAILED"}', ['a']],
  ['{"status.processed.done":true,"virtual":{"$ne":true}}', ['a', 'c']],
  ['{"$or":[{"_id":"b"},{"byteSize":{"$gt":2}}]}', ['a', 'b']],
  ['{"fileName":"c%.csv"}', ['c']],
  ['{"fileName":{"$in":["a.csv","b.csv"]}}', ['a', 'b']],
])('where %s lists %j', async (where, ids) => {
  expect(await listed({ where })).toEqual(ids);
});

test('$natural, a field, skip and limit decide order and part', async () => {
  expect(await listed({ sort: '{"$natural":-1}' })).toEqual(['c', 'b', 'a']);
  expect(await listed({ sort: '{"byteSize":-1}' })).toEqual(['a', 'c', 'b']);
  expect(await listed({ sort: '{"$natural":-1}', skip: '1', limit: '1' })).toEqual(['b']);
});

test('a projection leaves the named fields and _id', async () => {
  const { json } = await ask('/datafile?where={"_id":"a"}&projection={"fileName":1,"route.directory":1}');
  expect(json).toEqual([{ _id: 'a', fileName: 'a.csv', route: { directory: '/upload/' } }]);
});

test('without a limit 30 records are answered', async () => {
  const many = await start({ files: Array.from({ length: 40 }, (_, n) => demoFile(`${n}.csv`, '')) });
  expect((await ask('/datafile', {}, many)).json).toHaveLength(30);
  expect((await ask('/datafile?limit=35', {}, many)).json).toHaveLength(35);
});

test.each(['where={', 'where=[]', 'where={"a":{"$nope":1}}', 'where={"$or":{}}', 'limit=-1', 'skip=x', 'sort=1'])(
  'GET /datafile?%s is a 400 with an error',
  async (query) => {
    const { status, json } = await ask(`/datafile?${query}`);
    expect(status).toBe(400);
    expect(json).toEqual({ error: expect.stringContaining('Bad Request') });
  },
);

test('one record is answered by id, by query, and many by ids', async () => {
  expect((await ask('/datafile/a')).json).toEqual(demo.record('a'));
  expect((await ask('/datafile/getOneBy?where={"byteSize":{"$lt":3}}&sort={"byteSize":-1}')).json).toMatchObject({
    _id: 'c',
  });
  expect((await ask('/datafile/getMany', { method: 'POST', body: ['c', 'a', 'gone'] })).json).toMatchObject([
    { _id: 'a' },
    { _id: 'c' },
  ]);
  expect(await ask('/datafile/gone')).toEqual({ status: 404, json: { error: expect.stringContaining('gone') } });
});

test.each(['PUT', 'PATCH'])('%s replaces whole values, ignores dotted keys and answers the record', async (method) => {
  const instance = await start({ files: [demoFile('a.csv', '', { _id: 'a', attributes: { other: 'keep' } })] });
  const dotted = await ask('/datafile/a', { method, body: { 'attributes.client_status': 'STARTED' } }, instance);
  expect(dotted).toMatchObject({ status: 200, json: { attributes: { other: 'keep' }, fileName: 'a.csv' } });
  expect(dotted.json).not.toHaveProperty(['attributes', 'client_status']);

  const map = await ask('/datafile/a', { method, body: { attributes: { client_status: 'STARTED' } } }, instance);
  expect(map.json).toEqual(instance.record('a'));
  expect(instance.record('a')['attributes']).toEqual({ client_status: 'STARTED' });
});

test('a dialect may refuse PUT and accept dotted keys', async () => {
  const instance = await start({
    files: [demoFile('a.csv', '', { _id: 'a', attributes: { n: { a: 1 } } })],
    dialect: { refused: { PUT: 404 }, dottedKeys: 'accepted' },
  });
  expect((await ask('/datafile/a', { method: 'PUT', body: {} }, instance)).status).toBe(404);
  const { json } = await ask('/datafile/a', { method: 'PATCH', body: { 'attributes.n.b': 2 } }, instance);
  expect(json).toMatchObject({ attributes: { n: { a: 1, b: 2 } } });
});

test('a body that is no JSON object, or none at all, is a 400', async () => {
  expect((await ask('/datafile/a', { method: 'PUT', body: [] })).status).toBe(400);
  const response = await fetch(`${demo.apiUrl}/datafile/a`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${demo.apiToken}` },
    body: '{"attributes":',
  });
  expect([response.status, await response.json()]).toEqual([400, { error: expect.stringContaining('body') }]);
});

test('health tells each service', async () => {
  expect((await ask('/health')).json).toMatchObject({ hunter: { status: 'GREEN', alias: 'Indexer' } });
});

test('a wrong or missing token is a 401 with an error', async () => {
  for (const Authorization of ['', 'Bearer wrong', demo.apiToken])
    expect(await ask('/datafile', { headers: { Authorization } })).toEqual({
      status: 401,
      json: { error: 'Unauthorized' },
    });
});

function basicHeader(text: string): Asked {
  return { headers: { Authorization: `Basic ${btoa(text)}` } };
}

test('basic login opens an older instance; none is needed where none is set', async () => {
  const basic = await start({ auth: { kind: 'basic', username: 'u', password: 'p:w' } });
  expect((await ask('/datafile', basicHeader('u:p:w'), basic)).status).toBe(200);
  expect((await ask('/datafile', basicHeader('u:p'), basic)).status).toBe(401);
  const open = await start({ auth: { kind: 'none' } });
  expect((await ask('/datafile', { headers: { Authorization: '' } }, open)).status).toBe(200);
});

const INITIATE_AUTH = {
  'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
  'Content-Type': 'application/x-amz-json-1.1',
};

function bearer(answer: Json): string {
  return `Bearer ${z.object({ token: z.string() }).parse(answer).token}`;
}

function login(PASSWORD: string, headers: Record<string, string> = INITIATE_AUTH): Asked {
  const AuthParameters = { USERNAME: 'u', PASSWORD };
  return { method: 'POST', headers, body: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'c', AuthParameters } };
}

test('a login gives a token that opens; a wrong password or header gives none', async () => {
  const instance = await start({
    auth: { kind: 'login', username: 'u', password: 'p', clientId: 'c', expiresInSeconds: 3600 },
  });
  const { json } = await ask('/auth/token', login('p'), instance);
  expect(json).toEqual({ token: expect.any(String), expires_in: 3600 });
  const Authorization = bearer(json);
  expect((await ask('/datafile', { headers: { Authorization } }, instance)).status).toBe(200);
  expect((await ask('/auth/token', login('wrong'), instance)).status).toBe(401);
  expect((await ask('/auth/token', login('p', {}), instance)).status).toBe(400);
});

test('a token of a login does not open once it has expired', async () => {
  const instance = await start({
    auth: { kind: 'login', username: 'u', password: 'p', clientId: 'c', expiresInSeconds: 0 },
  });
  const { json } = await ask('/auth/token', login('p'), instance);
  const Authorization = bearer(json);
  expect((await ask('/datafile', { headers: { Authorization } }, instance)).status).toBe(401);
});

test('requests are noted as they came, without credentials', async () => {
  await ask('/datafile?where=%7B%22a%22%3A%22%2B%22%7D');
  const last = demo.requests().at(-1);
  expect(last).toMatchObject({
    method: 'GET',
    path: '/datafile',
    url: '/datafile?where=%7B%22a%22%3A%22%2B%22%7D',
    scheme: 'Bearer',
  });
  expect(JSON.stringify(demo.requests())).not.toContain(demo.apiToken);
});
