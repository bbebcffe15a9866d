import { expect, onTestFinished, test } from 'vitest';
import type { DemoAuth } from '#demo/api-auth.ts';
import { type DemoInstance, startDemoInstance } from '#demo/instance.ts';
import { type Api, createApi } from '#engine/sources/bettrdata/api.ts';
import { createAuthorization } from '#engine/sources/bettrdata/auth.ts';
import { Auth } from '#shared/source.ts';
import { type FakeClock, createFakeClock } from '#test/helpers/fake-clock.ts';
import { createSourceContext, createTestClient, idle } from './source-context.ts';

const LOGIN = { kind: 'login', username: 'op', password: 'p:ä ss', clientId: 'client' } as const;
const SECRETS = { token: 'tok-123', password: LOGIN.password, wrong: 'wrong', empty: '', broken: 'a\nb' };

interface Setup {
  api: Api;
  instance: DemoInstance;
  clock: FakeClock;
  logins: () => number;
}

async function setUp(demo: DemoAuth, auth: unknown): Promise<Setup> {
  const instance = await startDemoInstance({ auth: demo });
  onTestFinished(() => instance.stop());
  const clock = createFakeClock();
  const context = createSourceContext(SECRETS, { clock });
  const http = createTestClient({ baseUrl: instance.apiUrl }, context);
  const api = createApi(
    http,
    createAuthorization(Auth.parse(auth), { http, clock, secret: (name) => context.secret(name) }),
  );
  const logins = (): number => instance.requests().filter(({ path }) => path === '/auth/token').length;
  return { api, instance, clock, logins };
}

const list = (api: Api): Promise<unknown> => api.list({ where: '{}' }, idle);

test.each<[string, DemoAuth, unknown, string | null]>([
  ['bearer', { kind: 'bearer', token: SECRETS.token }, { kind: 'bearer', token: 'token' }, 'Bearer'],
  [
    'basic, also with a colon and an umlaut,',
    { ...LOGIN, kind: 'basic' },
    { kind: 'basic', username: 'op', password: 'password' },
    'Basic',
  ],
  ['none', { kind: 'none' }, { kind: 'none' }, null],
  ['an empty token', { kind: 'none' }, { kind: 'bearer', token: 'empty' }, null],
])('b3: %s is sent as the server expects it', async (_, demo, auth, scheme) => {
  const { api, instance } = await setUp(demo, auth);
  await expect(list(api)).resolves.toEqual([]);
  expect(instance.requests().map((request) => request.scheme)).toEqual([scheme]);
});

test('b15: a wrong token is a config error, tried once', async () => {
  const { api, instance } = await setUp({ kind: 'bearer', token: SECRETS.token }, { kind: 'bearer', token: 'wrong' });
  await expect(list(api)).rejects.toMatchObject({ code: 'login-refused', kind: 'config' });
  expect(instance.requests()).toHaveLength(1);
});

test('a token that no header may hold is refused without showing it', async () => {
  const { api, instance } = await setUp({ kind: 'none' }, { kind: 'bearer', token: 'broken' });
  await expect(list(api)).rejects.toMatchObject({ code: 'bad-token', message: expect.not.stringContaining('a\nb') });
  expect(instance.requests()).toHaveLength(0);
});

test('b3: simultaneous requests share one login, later ones its token', async () => {
  const { api, logins } = await setUp({ ...LOGIN, expiresInSeconds: 3_600 }, { ...LOGIN, password: 'password' });
  await Promise.all([list(api), list(api), list(api)]);
  await list(api);
  expect(logins()).toBe(1);
});

test('b3: the token is renewed before it expires', async () => {
  const { api, clock, logins } = await setUp({ ...LOGIN, expiresInSeconds: 3_600 }, { ...LOGIN, password: 'password' });
  await list(api);
  await clock.advance(3_539_000);
  await list(api);
  expect(logins()).toBe(1);
  await clock.advance(1_000);
  await list(api);
  expect(logins()).toBe(2);
});

test('b3: a token that was revoked is replaced once after a 401', async () => {
  const { api, instance, logins } = await setUp(
    { ...LOGIN, expiresInSeconds: 3_600 },
    { ...LOGIN, password: 'password' },
  );
  await list(api);
  let refusals = 1;
  instance.faults.http = ({ path }) =>
    path === '/datafile' && refusals-- > 0 ? { kind: 'answer', status: 401, body: {} } : null;
  await expect(list(api)).resolves.toEqual([]);
  expect(logins()).toBe(2);
  instance.faults.http = ({ path }) => (path === '/datafile' ? { kind: 'answer', status: 401, body: {} } : null);
  await expect(list(api)).rejects.toMatchObject({ code: 'login-refused', kind: 'config' });
  expect(logins()).toBe(3);
});

test.each([400, 401])(
  'b15: a wrong password, refused with %i, is a config error without the password',
  async (status) => {
    const { api, instance, logins } = await setUp(
      { ...LOGIN, expiresInSeconds: 3_600 },
      { ...LOGIN, password: 'wrong' },
    );
    if (status === 400) instance.faults.http = () => ({ kind: 'answer', status, body: { error: 'NotAuthorized' } });
    await expect(list(api)).rejects.toMatchObject({
      code: 'login-refused',
      kind: 'config',
      message: expect.not.stringContaining('wrong'),
    });
    expect(logins()).toBe(1);
  },
);

test('a request is stopped at once while the login hangs', async () => {
  const { api, instance } = await setUp({ ...LOGIN, expiresInSeconds: 3_600 }, { ...LOGIN, password: 'password' });
  instance.faults.http = () => ({ kind: 'hang' });
  const stop = new AbortController();
  const startedAt = performance.now();
  const stopped = api.list({}, stop.signal);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('one request that is stopped does not stop the login of the others', async () => {
  const { api, instance } = await setUp({ ...LOGIN, expiresInSeconds: 3_600 }, { ...LOGIN, password: 'password' });
  instance.faults.http = ({ path }) => (path === '/auth/token' ? { kind: 'delay', ms: 50 } : null);
  const stop = new AbortController();
  const stopped = api.list({}, stop.signal);
  const other = list(api);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
  await expect(other).resolves.toEqual([]);
});
