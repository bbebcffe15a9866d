import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { urlOf } from '#engine/sources/http-client.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { createSourceContext, createTestClient, idle } from './source-context.ts';
import { answerJson, startTestServer } from './test-server.ts';

const get = { method: 'GET', path: '/datafile' } as const;

describe('the URL', () => {
  test.each([
    ['https://acme.bettrdata.io:1337', 'https://acme.bettrdata.io:1337/datafile'],
    ['https://acme.bettrdata.io:1337/', 'https://acme.bettrdata.io:1337/datafile'],
    ['https://acme.example/api/v2//', 'https://acme.example/api/v2/datafile'],
    ['http://[::1]:1337/api', 'http://[::1]:1337/api/datafile'],
    ['https://acme.example/?tenant=7', 'https://acme.example/datafile?tenant=7'],
  ])('b2: of %s nothing is lost or doubled', (baseUrl, expected) => {
    expect(urlOf(baseUrl, { path: '/datafile' }).href).toBe(expected);
  });

  test('b1: any text survives the way through the URL, encoded once', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, text, (where, sort) => {
        const url = urlOf('https://h/p', { path: '/datafile', query: { where, sort } });
        const { searchParams } = new URL(url.href);
        expect([...searchParams]).toEqual([
          ['where', where.toWellFormed()],
          ['sort', sort.toWellFormed()],
        ]);
      }),
    );
  });

  test('b1: what a server receives are the very characters', async () => {
    const server = await startTestServer((_, response) => answerJson(response, []));
    const where = JSON.stringify({ fileName: 'a+b %41 {"$x"} ’ü😀 &=#?', "it's": '\\"' });
    await createTestClient({ baseUrl: server.url }).send({ ...get, query: { where } }, idle);
    const { url } = server.requests[0]!;
    expect(url).not.toMatch(/[{}"+ ]/);
    expect(decodeURIComponent(url.slice('/datafile?where='.length))).toBe(where);
  });
});

describe('answers that are none', () => {
  test.each([
    ['<html><title>Log in</title><script>x()</script> <b>please</b></html>', '"Log in please"'],
    ['[{"_id": "a", "route": {"password": "hunter22"}}, {"_i', '[redacted]'],
    ['\u001b[2Jnot json', '\\u001b[2Jnot json'],
  ])('b11: %j is told, not taken for "no files"', async (body, told) => {
    const server = await startTestServer((_, response) => void response.end(body));
    const clock = createFakeClock();
    const http = createTestClient({ baseUrl: server.url }, createSourceContext({}, { clock }));
    const error: unknown = await clock.runUntilDone(http.send(get, idle)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'not-json', kind: 'transient', message: expect.stringContaining(told) });
    expect(String(error)).not.toContain('hunter22');
  });

  test('a redirect to a login page is an error and is not followed', async () => {
    const server = await startTestServer((_, response) => void response.writeHead(302, { location: '/login' }).end());
    const http = createTestClient({ baseUrl: server.url });
    await expect(http.send(get, idle)).rejects.toMatchObject({ code: 'redirected', kind: 'config' });
    expect(server.requests).toHaveLength(1);
  });

  test('an answer of more than 64 MiB is given up', async () => {
    const server = await startTestServer((_, response) => {
      const chunk = Buffer.alloc(1_048_576, ' ');
      for (let count = 0; count < 65; count++) response.write(chunk);
      response.end();
    });
    const http = createTestClient({ baseUrl: server.url });
    await expect(http.send(get, idle)).rejects.toMatchObject({ code: 'answer-too-large', kind: 'config' });
  });
});

describe('statuses', () => {
  test.each([
    [400, 'bad-request', 'config'],
    [401, 'login-refused', 'config'],
    [403, 'forbidden', 'config'],
    [404, 'not-found', 'permanent'],
    [405, 'method-refused', 'permanent'],
    [422, 'refused', 'config'],
  ])('b15: %i is %s (%s), tells the server’s words and is not tried again', async (status, code, kind) => {
    const server = await startTestServer((_, response) => answerJson(response, { error: 'no\nluck' }, status));
    const http = createTestClient({ baseUrl: server.url });
    const message = expect.stringMatching(new RegExp(`^GET ${server.url}/datafile: ${status} .*: no luck$`));
    await expect(http.send({ ...get, query: { where: 'x' } }, idle)).rejects.toMatchObject({ code, kind, message });
    expect(server.requests).toHaveLength(1);
  });

  test('a request with a time limit is not sent after it, neither behind the limit of requests nor as a second try', async () => {
    const server = await startTestServer((_, response) => answerJson(response, {}, 503));
    const clock = createFakeClock();
    const context = createSourceContext({}, { clock });
    const http = createTestClient({ baseUrl: server.url, requestsPerMinute: 1 }, context);
    const send = () => clock.runUntilDone(http.send({ ...get, sendBefore: clock.now() + 100 }, idle));
    await expect(send()).rejects.toMatchObject({ code: 'server-error' });
    await expect(send()).rejects.toMatchObject({ code: 'too-late', kind: 'permanent' });
    expect(server.requests).toHaveLength(1);
  });

  test('b15: 5xx is tried three times with growing pauses, then told as transient', async () => {
    const server = await startTestServer((_, response) => answerJson(response, {}, 503));
    const clock = createFakeClock();
    const http = createTestClient({ baseUrl: server.url }, createSourceContext({}, { clock }));
    await expect(clock.runUntilDone(http.send(get, idle))).rejects.toMatchObject({
      code: 'server-error',
      kind: 'transient',
    });
    expect(server.requests).toHaveLength(3);
    const [first = 0, second = 0] = clock.slept();
    expect(first).toBeGreaterThanOrEqual(500);
    expect(second).toBeGreaterThanOrEqual(1_000);
    expect(second).toBeLessThanOrEqual(2_000);
  });

  test('b15: a broken connection is tried again', async () => {
    const server = await startTestServer((request, response, count) => {
      if (count === 1) request.socket.destroy();
      else answerJson(response, [1]);
    });
    const clock = createFakeClock();
    const http = createTestClient({ baseUrl: server.url }, createSourceContext({}, { clock }));
    await expect(clock.runUntilDone(http.send(get, idle))).resolves.toEqual([1]);
  });

  test('a POST that may have been done is not repeated', async () => {
    const server = await startTestServer((request) => void request.socket.destroy());
    const http = createTestClient({ baseUrl: server.url });
    await expect(http.send({ method: 'POST', path: '/x', body: {} }, idle)).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['7', 7_000],
    [new Date(1_700_000_030_000).toUTCString(), 30_000],
  ])('b15: 429 with Retry-After %s waits as long as it asks', async (retryAfter, waitMs) => {
    const server = await startTestServer((_, response, count) => {
      if (count === 1) response.writeHead(429, { 'retry-after': retryAfter }).end();
      else answerJson(response, []);
    });
    const clock = createFakeClock(1_700_000_000_000);
    const http = createTestClient({ baseUrl: server.url }, createSourceContext({}, { clock }));
    await expect(clock.runUntilDone(http.send(get, idle))).resolves.toEqual([]);
    expect(clock.slept()).toEqual([waitMs]);
  });

  test('b15: a pause of more than a minute is handed on instead of waited for', async () => {
    const server = await startTestServer((_, response) => void response.writeHead(429, { 'retry-after': '600' }).end());
    const http = createTestClient({ baseUrl: server.url });
    await expect(http.send(get, idle)).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 600_000 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('time and reach', () => {
  test('a server that never answers is given up after the timeout', async () => {
    const server = await startTestServer(() => {});
    const http = createTestClient({ baseUrl: server.url, timeoutMs: 50 });
    const request = http.send({ method: 'POST', path: '/x' }, idle);
    await expect(request).rejects.toMatchObject({ code: 'unreachable', message: expect.stringContaining('0.05 s') });
  });

  test('an answer that stops in its middle is given up after the timeout', async () => {
    const server = await startTestServer((_, response) => void response.write('[1,'));
    const http = createTestClient({ baseUrl: server.url, timeoutMs: 50 });
    await expect(http.send({ method: 'POST', path: '/x' }, idle)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('nobody at the port is transient and names what was asked, without the query', async () => {
    const clock = createFakeClock();
    const http = createTestClient({ baseUrl: 'http://127.0.0.1:9/api' }, createSourceContext({}, { clock }));
    const query = { where: 'secret-looking' };
    await expect(clock.runUntilDone(http.send({ ...get, query }, idle))).rejects.toMatchObject({
      code: 'unreachable',
      kind: 'transient',
      message: expect.stringMatching(/^GET http:\/\/127\.0\.0\.1:9\/api\/datafile: .*ECONNREFUSED/),
    });
  });

  test('a request is stopped at once by its signal', async () => {
    const server = await startTestServer(() => stop.abort());
    const stop = new AbortController();
    await expect(
      createTestClient({ baseUrl: server.url }).send({ method: 'POST', path: '/x' }, stop.signal),
    ).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });

  test('after close the client can be used again, and close may come twice', async () => {
    const server = await startTestServer((_, response) => answerJson(response, []));
    const http = createTestClient({ baseUrl: server.url });
    await http.send(get, idle);
    await http.close();
    await http.close();
    await expect(http.send(get, idle)).resolves.toEqual([]);
  });

  test('a line per request tells method, path, status, time and number of records, and no query', async () => {
    const server = await startTestServer((_, response) => answerJson(response, [1, 2, 3]));
    const context = createSourceContext();
    const headers = { authorization: 'Bearer hidden' };
    await createTestClient({ baseUrl: server.url }, context).send({ ...get, query: { where: '{}' }, headers }, idle);
    expect(context.log.lines).toEqual([expect.stringMatching(/^debug GET \/datafile 200 in \d+ ms, 3 records$/)]);
  });

  test('a byte order mark before the JSON is no error, an empty answer is null', async () => {
    const server = await startTestServer((_, response, count) => void response.end(count === 1 ? '\ufeff[]' : ''));
    const http = createTestClient({ baseUrl: server.url });
    await expect(http.send(get, idle)).resolves.toEqual([]);
    await expect(http.send(get, idle)).resolves.toBeNull();
  });
});
