// Who is let in: over real sockets, each refusal as its own case.
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { serverHere, TOKEN } from './server-here.ts';

const LIST = '/api/call/rule.list';

test('a call with the token is answered as the contract says', async () => {
  const { ask } = await serverHere();
  const { status, body, headers } = await ask(LIST, { method: 'POST', body: {} });
  expect([status, JSON.parse(body)]).toEqual([200, { ok: true, value: [] }]);
  expect(headers['cache-control']).toBe('no-store');
});

test.each([
  ['no token', null],
  ['a wrong token', 'another-token-of-thirty-two-letters!!'],
  ['the beginning of the token', 'a-token'],
  ['an empty token', ''],
])('%s is refused with 401, and the answer says where the token is', async (_, token) => {
  const { ask } = await serverHere();
  const { status, body, headers } = await ask(LIST, { method: 'POST', body: {}, token });
  expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
  expect(JSON.parse(body)).toMatchObject({ ok: false, error: { code: 'token-refused', hint: /server\.json/ } });
});

test('the events need the token, too', async () => {
  const { ask, followers } = await serverHere();
  expect((await ask('/api/events', { token: null })).status).toBe(401);
  expect(followers()).toBe(0);
});

test('no token in the address is looked at', async () => {
  const { ask } = await serverHere();
  expect(
    (await ask(`${LIST}?token=a-token-of-thirty-two-letters-or-more`, { method: 'POST', token: null })).status,
  ).toBe(401);
});

test.each(['http://evil.example', 'https://127.0.0.1', 'null', 'http://127.0.0.1:1', 'http://localhost.evil.example'])(
  'a page of %s is refused with 403 although it has the token',
  async (origin) => {
    const { ask } = await serverHere();
    const { status, body } = await ask(LIST, { method: 'POST', body: {}, headers: { origin } });
    expect([status, JSON.parse(body)]).toMatchObject([403, { error: { code: 'foreign-origin' } }]);
  },
);

test('our own page may ask', async () => {
  const { ask, port } = await serverHere();
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
    const headers = { host, origin: `http://${host}` };
    expect((await ask(LIST, { method: 'POST', body: {}, headers })).status).toBe(200);
  }
});

test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '0.0.0.0', '127.0.0.1.evil.example'])(
  'a request for the host "%s" is refused with 403, also that of the page (DNS rebinding)',
  async (host) => {
    const { ask } = await serverHere();
    expect((await ask('/', { headers: { host } })).status).toBe(403);
    const { status, body } = await ask(LIST, { method: 'POST', body: {}, headers: { host } });
    expect([status, JSON.parse(body)]).toMatchObject([403, { error: { code: 'foreign-host' } }]);
  },
);

test('a request that names no host is refused', async () => {
  const { port } = await serverHere();
  const socket = net.connect(port, '127.0.0.1');
  socket.write(`POST ${LIST} HTTP/1.0\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 /);
});

test('a name that points to a server of the whole network is refused, its addresses are not', async () => {
  const { ask, port } = await serverHere({ host: '0.0.0.0' });
  const status = async (host: string) => (await ask(LIST, { method: 'POST', body: {}, headers: { host } })).status;
  expect([
    await status(`192.0.2.7:${port}`),
    await status(`[2001:db8::7]:${port}`),
    await status(`evil.example:${port}`),
  ]).toEqual([200, 200, 403]);
});

test('who guesses tokens is slowed down, and who has the token is not', async () => {
  const { ask } = await serverHere();
  const statuses = await Promise.all(
    Array.from({ length: 40 }, async () => (await ask(LIST, { method: 'POST', body: {}, token: 'x' })).status),
  );
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  const slowed = await ask(LIST, { method: 'POST', body: {}, token: 'x' });
  expect([slowed.status, Number(slowed.headers['retry-after'])]).toEqual([429, 1]);
  expect((await ask(LIST, { method: 'POST', body: {} })).status).toBe(200);
});
