// What comes over the wire is hostile or broken: each kind has its status, and the server goes on.
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { serverHere, TOKEN } from './server-here.ts';

const LIST = '/api/call/rule.list';

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
  'a call by %s is refused with 405 and changes nothing',
  async (method) => {
    const { ask } = await serverHere();
    const { status, headers } = await ask('/api/call/rule.pause', { method });
    expect([status, headers['allow']]).toEqual([405, 'POST']);
  },
);

test('nothing but GET is answered beside the API', async () => {
  const { ask } = await serverHere();
  expect((await ask('/', { method: 'POST', body: {} })).status).toBe(405);
  expect((await ask('/api/events', { method: 'POST', body: {} })).status).toBe(405);
});

test.each(['rule.unknown', 'constructor', '__proto__', 'shell.openLogs', 'x'.repeat(90)])(
  'there is no call %s',
  async (name) => {
    const { ask } = await serverHere();
    const { status, body } = await ask(`/api/call/${name}`, { method: 'POST', body: {} });
    expect([status, JSON.parse(body)]).toMatchObject([404, { ok: false, error: { code: 'not-found' } }]);
  },
);

test('other addresses of the API are not there, but only for who has the token', async () => {
  const { ask } = await serverHere();
  const statuses = [await ask('/api/other'), await ask('/api/'), await ask('/api/other', { token: null })];
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 401]);
});

test.each(['{"limit":', 'limit=1', '', '{"__proto__": {"limit": 1}}'])(
  'the body %j is refused with 400',
  async (body) => {
    const { ask } = await serverHere();
    const headers = { 'content-type': 'application/json' };
    const { status, body: told } = await ask(LIST, { method: 'POST', body, headers });
    expect([status, JSON.parse(told)]).toMatchObject([400, { ok: false, error: { kind: 'permanent' } }]);
  },
);

test('an input that the contract does not know is told as it is everywhere', async () => {
  const { ask } = await serverHere();
  const { status, body } = await ask('/api/call/run.list', { method: 'POST', body: { limit: -1 } });
  expect([status, JSON.parse(body)]).toMatchObject([200, { ok: false, error: { code: 'invalid-input' } }]);
});

test('a form of another page cannot be a call: anything but JSON is refused with 415', async () => {
  const { ask } = await serverHere();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    expect((await ask(LIST, { method: 'POST', body: '{}', headers: { 'content-type': type } })).status).toBe(415);
  }
});

test('a huge body is refused with 413 before it is read', async () => {
  const { ask, port } = await serverHere();
  const socket = net.connect(port, '127.0.0.1');
  socket.write(
    `POST ${LIST} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${TOKEN}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 1000000000\r\nConnection: close\r\n\r\n{',
  );
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /);
  expect((await ask(LIST, { method: 'POST', body: {} })).status).toBe(200);
});

test('what is no HTTP at all is refused, and the server goes on', async () => {
  const { ask, port } = await serverHere();
  const socket = net.connect(port, '127.0.0.1');
  socket.write('\u0000\u0001 hello\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  expect((await ask(LIST, { method: 'POST', body: {} })).status).toBe(200);
});

test('an answer that cannot be made is 500 without its details, which are reported', async () => {
  const { ask, reports } = await serverHere({
    engine: {
      dispatch: () => Promise.reject(new Error('a secret detail')),
      subscribe: () => () => {},
    },
  });
  const { status, body } = await ask(LIST, { method: 'POST', body: {} });
  expect([status, body.includes('secret'), reports.join()]).toEqual([
    500,
    false,
    expect.stringContaining('a secret detail'),
  ]);
});

test('a call of who has gone away is cancelled by its signal', async () => {
  const [begun, cancelled] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { port } = await serverHere({
    engine: {
      async dispatch(_name, _input, signal) {
        signal?.addEventListener('abort', () => cancelled.resolve());
        begun.resolve();
        await cancelled.promise;
        return { ok: false, error: { code: 'cancelled', message: 'gone', kind: 'cancelled', hint: null } };
      },
      subscribe: () => () => {},
    },
  });
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const call = fetch(`http://127.0.0.1:${port}${LIST}`, {
    method: 'POST',
    body: '{}',
    headers,
    signal: leaving.signal,
  });
  await begun.promise;
  leaving.abort();
  await expect(call).rejects.toThrow('aborted');
  await cancelled.promise;
});

test('a port that is taken is told with what to do', async () => {
  const { port } = await serverHere();
  await expect(serverHere({ port })).rejects.toMatchObject({ code: 'port-in-use', kind: 'config', hint: /--port/ });
});

test('an address that is not of this machine is told with what to do', async () => {
  await expect(serverHere({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'cannot-listen', hint: /--host/ });
});
