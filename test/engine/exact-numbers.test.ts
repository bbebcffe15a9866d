// Numbers that JavaScript cannot hold, on their way from the server and back to it.
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApi } from '#engine/sources/bettrdata/api.ts';
import { createAttributeWriter } from '#engine/sources/bettrdata/attributes.ts';
import { parseJson, stringifyJson } from '#engine/exact-json.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStore } from '#engine/store/store.ts';
import { renderText } from '#engine/template/render.ts';
import { commandVariables } from '#engine/template/variables.ts';
import type { JsonObject } from '#shared/json.ts';
import { createFakeClock } from '../helpers/fake-clock.ts';
import { sourceFile } from '../helpers/source-file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createTestClient } from '../sources/bettrdata/source-context.ts';
import { startTestServer } from '../sources/bettrdata/test-server.ts';

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

test('b43: a command gets the numbers of the record digit for digit, through the store, as Python reads them', () => {
  const text = `{"_id":"a","length":12345678901234567890,"recordCount":1.0,"byteSize":2,"more":{${ATTRIBUTES}},"list":[1e3]}`;
  const store = createStore(path.join(temporaryFolder(), 'wherry.db'), createFakeClock(), () => {});
  onTestFinished(() => store.close());
  const meta = createRedactor().record(parseJson(text) as JsonObject);
  const [found] = store.discover('rule', [{ ...sourceFile('a'), meta }]);
  const { meta: kept } = store.file(found!.file.id)!;
  const template =
    '{{ length }} {{ recordCount }} {{ byteSize }} {{ file.more.deep.ids }} {{ file.more.rate }} {{ file.list }}';
  const expected = '12345678901234567890 1.0 2 [9007199254740993, 1] 0.12345678901234566 [1000.0]';
  expect(renderText(template, commandVariables(kept, null))).toBe(expected);
  expect(store.refresh(found!.file.id, kept).meta).toEqual(kept);
});
