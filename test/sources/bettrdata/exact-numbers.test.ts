// Numbers that JavaScript cannot hold, on their way from the server and back to it.
import { expect, test } from 'vitest';
import { createApi } from '#engine/sources/bettrdata/api.ts';
import { createAttributeWriter } from '#engine/sources/bettrdata/attributes.ts';
import { parseJson, stringifyJson } from '#engine/sources/exact-json.ts';
import { createTestClient } from './source-context.ts';
import { startTestServer } from './test-server.ts';

const signal = new AbortController().signal;
const ATTRIBUTES =
  '"account":12345678901234567890,"rate":0.12345678901234567,"deep":{"ids":[9007199254740993,1]},"n":1';

test('b18: attributes that are not ours come back digit for digit, also where JavaScript would round them', async () => {
  const { url, requests } = await startTestServer(({ method }, response) => {
    const status = method === 'GET' ? '' : ',"client_status":"STARTED"';
    response.end(`{"_id":"a","attributes":{${ATTRIBUTES}${status}}}`);
  });
  const http = createTestClient({ baseUrl: url });
  const api = createApi(http, { header: async () => null, renew: () => false });
  const writeBack = { mode: 'map', method: 'put' } as const;
  const writer = createAttributeWriter({ statusAttribute: 'client_status', writeBack }, api);
  const record = await api.record('a', signal);
  await writer.write(record, 'a', { client_status: 'STARTED' }, signal);
  expect(requests.map(({ body }) => body).at(-1)).toBe(`{"attributes":{${ATTRIBUTES},"client_status":"STARTED"}}`);
});

test('a number that was changed since is written as it is now', () => {
  const read = parseJson('{"a":12345678901234567890,"b":12345678901234567890}') as { a: number };
  read.a = 5;
  expect(stringifyJson(read)).toBe('{"a":5,"b":12345678901234567890}');
});
