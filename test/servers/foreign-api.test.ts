import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Agent, request } from 'undici';
import * as z from 'zod';
import type { JsonObject } from '#shared/json.ts';
import { createCertificate } from './certificate.ts';
import { type ForeignApi, startForeignApi } from './foreign-api.ts';

const RECORDS: JsonObject[] = [
  {
    _id: 'a',
    fileName: 'a.csv',
    byteSize: 3,
    status: { processed: { done: true } },
    attributes: { s: 'FAILED', n: 1 },
  },
  { _id: 'b', fileName: 'b.csv', byteSize: 1, virtual: true, children: [{ id: 'x' }, { id: 'y' }], attributes: {} },
  { _id: 'c', fileName: 'c+%ü.csv', byteSize: 2, alias: null },
];
let api: ForeignApi;

beforeAll(async () => {
  api = await startForeignApi(RECORDS, { auth: { kind: 'bearer', token: 't' }, methods: ['PATCH'] });
});
beforeEach(() => api.setRecords(RECORDS));
afterAll(() => api.stop());

function ask(path: string, { token = 't', ...rest }: RequestInit & { token?: string } = {}): Promise<Response> {
  return fetch(api.url + path, { headers: { Authorization: `Bearer ${token}` }, ...rest });
}

async function ids(query: Record<string, unknown>): Promise<unknown[]> {
  const parameters = Object.entries(query).map(([name, value]): [string, string] => [name, JSON.stringify(value)]);
  const response = await ask(`/datafile?${new URLSearchParams(parameters).toString()}`);
  return z
    .array(z.object({ _id: z.string() }))
    .parse(await response.json())
    .map(({ _id }) => _id);
}

test.each<[object, string[]]>([
  [{}, ['a', 'b', 'c']],
  [{ 'attributes.s': { $exists: false } }, ['b', 'c']],
  [{ 'attributes.s': 'FAILED' }, ['a']],
  [{ 'status.processed.done': true, virtual: { $ne: true } }, ['a']],
  [{ $or: [{ _id: 'c' }, { virtual: true }] }, ['b', 'c']],
  [{ $nor: [{ _id: 'c' }, { virtual: true }] }, ['a']],
  [{ byteSize: { $gt: 1, $lte: 3 } }, ['a', 'c']],
  [{ _id: { $in: ['a', 'c'] } }, ['a', 'c']],
  [{ _id: { $nin: ['a', 'c'] } }, ['b']],
  [{ 'children.id': 'y' }, ['b']],
  [{ 'children.1.id': 'y' }, ['b']],
  [{ alias: null }, ['a', 'b', 'c']],
  [{ fileName: { $regex: '^c' } }, ['c']],
  [{ fileName: 'c+%ü.csv' }, ['c']],
  [{ byteSize: { $not: { $gt: 1 } } }, ['b']],
  [{ byteSize: true }, []],
])('its own matcher answers %j with %j', async (where, expected) => {
  expect(await ids({ where })).toEqual(expected);
});

test('sort, skip and limit decide order and part; without a limit it is 30', async () => {
  expect(await ids({ sort: { $natural: -1 } })).toEqual(['c', 'b', 'a']);
  expect(await ids({ sort: { byteSize: 1 }, skip: 1, limit: 1 })).toEqual(['c']);
  await api.setRecords(Array.from({ length: 40 }, (_, n) => ({ _id: String(n) })));
  expect(await ids({})).toHaveLength(30);
});

test('a projection leaves the named fields', async () => {
  const response = await ask('/datafile?where={"_id":"a"}&projection={"attributes.s":1}');
  expect(await response.json()).toEqual([{ _id: 'a', attributes: { s: 'FAILED' } }]);
});

test('an update is shallow, ignores dotted keys, and only the bound method does it', async () => {
  const body = '{"attributes":{"s":"STARTED"},"attributes.n":2}';
  expect((await ask('/datafile/a', { method: 'PUT', body })).status).toBe(404);
  const updated: unknown = await (await ask('/datafile/a', { method: 'PATCH', body })).json();
  expect(updated).toEqual({ ...RECORDS[0], attributes: { s: 'STARTED' } });
  expect((await api.records())[0]).toEqual(updated);
  expect((await api.requests()).at(-1)).toMatchObject({ method: 'PATCH', path: '/datafile/a', body: JSON.parse(body) });
});

test('what is wrong is told by status and error', async () => {
  const wrong = [
    await ask('/datafile', { token: 'x' }),
    await ask('/datafile?where={'),
    await ask('/datafile?where={"a":{"$nope":1}}'),
    await ask('/datafile/gone'),
  ];
  expect(wrong.map(({ status }) => status)).toEqual([401, 400, 400, 404]);
  for (const response of wrong) expect(await response.json()).toEqual({ error: expect.any(String) });
});

test('a login gives a token, over TLS too', async () => {
  const certificate = createCertificate();
  const auth = { kind: 'login', username: 'u', password: 'p', clientId: 'c', expiresInSeconds: 60 } as const;
  const secure = await startForeignApi(RECORDS, { auth, certificate });
  const dispatcher = new Agent({ connect: { ca: certificate.cert } });
  const login = (PASSWORD: string): ReturnType<typeof request> =>
    request(`${secure.url}/auth/token`, {
      dispatcher,
      method: 'POST',
      headers: {
        'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
        'Content-Type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: 'c',
        AuthParameters: { USERNAME: 'u', PASSWORD },
      }),
    });
  expect((await login('wrong')).statusCode).toBe(401);
  const answer = z.object({ token: z.string(), expires_in: z.literal(60) }).parse(await (await login('p')).body.json());
  const { statusCode } = await request(`${secure.url}/datafile`, {
    dispatcher,
    headers: { Authorization: `Bearer ${answer.token}` },
  });
  expect(statusCode).toBe(200);
  await expect(request(secure.url)).rejects.toThrow('self-signed certificate');
  await dispatcher.close();
  await secure.stop();
});
