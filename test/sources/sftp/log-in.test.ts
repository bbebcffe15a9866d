import type { AuthContext } from 'ssh2';
import { expect, onTestFinished, test } from 'vitest';
import { createServer } from 'node:net';
import { listen } from '#demo/listen.ts';
import { startOddServer } from './odd-server.ts';
import { errorOf, never, trySession } from './try-session.ts';

async function serverThat(logIn: (context: AuthContext) => void) {
  const server = await startOddServer({ logIn });
  onTestFinished(() => server.stop());
  return server;
}

test('the right password is taken', async () => {
  const server = await serverThat((context) => {
    if (context.method === 'password' && context.password === 'pa;ss#w%rd ') context.accept();
    else context.reject(['password']);
  });
  const { session } = trySession({ port: server.port }, { password: 'pa;ss#w%rd ' });
  await session.connect(never);
  expect(server.tries).toEqual(['password']);
});

test('b36: a wrong password is tried once, and is an error of the settings', async () => {
  const server = await serverThat((context) => context.reject(['password', 'keyboard-interactive']));
  const { session, lines } = trySession({ port: server.port });
  const error = await errorOf(session.connect(never));
  expect(error).toMatchObject({ code: 'login-refused', kind: 'config' });
  expect(error.message).toBe(`SFTP login as wherry at 127.0.0.1:${server.port} refused: wrong user name or password`);
  expect(server.tries).toEqual(['password']);
  expect(JSON.stringify([error.message, error.hint, String(error.cause), lines])).not.toContain('secret-word');
});

test('a server that asks by prompts is answered with the password', async () => {
  const server = await serverThat((context) => {
    if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
    context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
      if (answers[0] === 'secret-word') context.accept();
      else context.reject();
    });
  });
  await trySession({ port: server.port }).session.connect(never);
  expect(server.tries).toEqual(['keyboard-interactive']);
});

test('a server that asks by prompts a second time gets no second answer', async () => {
  let answered = 0;
  const server = await serverThat((context) => {
    if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
    const ask = (): void =>
      context.prompt([{ prompt: 'Password: ', echo: false }], () => {
        answered++;
        ask();
      });
    ask();
  });
  const error = await errorOf(trySession({ port: server.port }).session.connect(never));
  expect(error).toMatchObject({ code: 'login-refused', kind: 'config' });
  expect(answered).toBe(1);
});

test('a server that takes keys only is told as such', async () => {
  const server = await serverThat((context) => context.reject(['publickey']));
  const error = await errorOf(trySession({ port: server.port }).session.connect(never));
  expect(error.message).toContain('the server takes no password, only publickey');
  expect(error.kind).toBe('config');
  expect(server.tries).toEqual([]);
});

test('a server that wants a second factor is told as such', async () => {
  const server = await serverThat((context) => context.reject(['password'], context.method === 'password'));
  const error = await errorOf(trySession({ port: server.port }).session.connect(never));
  expect(error.message).toContain('the server wants more than a password: password');
});

test('a rule without password is told as such', async () => {
  const server = await serverThat((context) => context.reject(['password']));
  const error = await errorOf(trySession({ port: server.port, password: null }).session.connect(never));
  expect(error.message).toContain('no password is set, and the server accepts password');
});

test('a server that hangs up instead of refusing the password has refused it', async () => {
  const server = await startOddServer({
    logIn(context) {
      if (context.method === 'none') return context.reject(['password']);
      server.hangUp();
    },
  });
  onTestFinished(() => server.stop());
  expect(await errorOf(trySession({ port: server.port }).session.connect(never))).toMatchObject({
    code: 'login-refused',
    kind: 'config',
  });
});

test('a network that breaks at the login refuses nobody', async () => {
  const server = await startOddServer({
    logIn(context) {
      if (context.method === 'none') return context.reject(['password']);
      server.disconnect();
    },
  });
  onTestFinished(() => server.stop());
  expect(await errorOf(trySession({ port: server.port }).session.connect(never))).toMatchObject({
    code: 'unreachable',
    kind: 'transient',
  });
});

test('a user without SFTP is told as such', async () => {
  const server = await startOddServer({ refuseSubsystem: true });
  onTestFinished(() => server.stop());
  expect(await errorOf(trySession({ port: server.port }).session.connect(never))).toMatchObject({
    code: 'sftp-refused',
    kind: 'config',
  });
});

test('a port on which nobody listens is unreachable', async () => {
  const closed = await listen(createServer(), '127.0.0.1', 0);
  const { port } = closed;
  await closed.stop();
  const error = await errorOf(trySession({ port }).session.connect(never));
  expect(error).toMatchObject({ code: 'unreachable', kind: 'transient' });
  expect(error.message).toBe(`127.0.0.1:${port}: connection refused`);
});

test('a host that does not exist is unreachable', async () => {
  const error = await errorOf(trySession({ host: 'no-such-host.invalid', port: 22 }).session.connect(never));
  expect(error).toMatchObject({ code: 'unreachable', kind: 'transient' });
});

test('a server that speaks something else is unreachable', async () => {
  const http = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const listening = await listen(http, '127.0.0.1', 0);
  onTestFinished(() => listening.stop());
  const error = await errorOf(trySession({ port: listening.port }).session.connect(never));
  expect(error).toMatchObject({ code: 'unreachable', kind: 'transient' });
});

test('connecting can be stopped, and closing ends it for everybody', async () => {
  const silent = await listen(createServer(), '127.0.0.1', 0);
  onTestFinished(() => silent.stop());
  const { session } = trySession({ port: silent.port });
  const stop = new AbortController();
  const first = errorOf(session.connect(stop.signal));
  const second = errorOf(session.connect(never));
  stop.abort();
  expect(await first).toMatchObject({ kind: 'cancelled' });
  await session.close();
  expect(await second).toMatchObject({ kind: 'cancelled' });
  await session.close();
});

test('all who need a connection at the same time share one', async () => {
  const server = await serverThat((context) => context.accept());
  const { session } = trySession({ port: server.port });
  await Promise.all(Array.from({ length: 20 }, () => session.connect(never)));
  await session.connect(never);
  expect(server.connections).toBe(1);
  await session.close();
  await session.connect(never);
  expect(server.connections).toBe(2);
});
