import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

// The server behind the proxy sends back what it gets.
let echo: Server;
let proxy: FaultProxy;
beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  proxy = await startFaultProxy(address !== null && typeof address === 'object' ? address.port : 0);
});
afterEach(async () => {
  await proxy.stop();
  echo.close();
});

/** A connection through the proxy, what has come back on it so far, and how it ended. */
async function open(): Promise<{ socket: Socket; received: () => string; ended: Promise<string> }> {
  const socket = connect(proxy.port, proxy.host).setEncoding('utf8');
  let text = '';
  socket.on('data', (chunk: string) => (text += chunk));
  const ended = new Promise<string>((resolve) => {
    socket.once('end', () => resolve('end'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  await Promise.race([once(socket, 'connect'), ended]);
  return { socket, received: () => text, ended };
}

async function arrived(received: () => string, expected: string): Promise<void> {
  await expect.poll(received, { interval: 5 }).toBe(expected);
}

test('pass lets everything through, and ends as the other side does', async () => {
  const { socket, received, ended } = await open();
  socket.end('hello');
  expect(await ended).toBe('end');
  expect(received()).toBe('hello');
  expect(proxy.connections()).toBe(1);
});

test('refuse: nobody listens, open connections are reset; afterwards the same port serves again', async () => {
  const before = await open();
  await proxy.set({ kind: 'refuse' });
  expect(await before.ended).toBe('ECONNRESET');
  expect(await (await open()).ended).toBe('ECONNREFUSED');
  await proxy.set({ kind: 'pass' });
  const { socket, received } = await open();
  socket.write('again');
  await arrived(received, 'again');
});

test.each(['up', 'down'] as const)('reset %s: so many bytes pass, then the connection breaks', async (direction) => {
  await proxy.set({ kind: 'reset', direction, afterBytes: 4 });
  const { socket, received, ended } = await open();
  socket.write('ab');
  await arrived(received, 'ab');
  socket.write('cdef');
  expect(await ended).toBe('ECONNRESET');
  expect('abcd'.startsWith(received())).toBe(true);
});

test('truncate: so many bytes arrive, then a clean end', async () => {
  await proxy.set({ kind: 'truncate', direction: 'down', afterBytes: 4 });
  const { socket, received, ended } = await open();
  socket.write('abcdef');
  expect(await ended).toBe('end');
  expect(received()).toBe('abcd');
});

test('stall: connections are accepted and nothing passes, until the mode changes', async () => {
  await proxy.set({ kind: 'stall' });
  const { socket, received, ended } = await open();
  socket.write('held');
  const silence = new Promise((resolve) => setTimeout(resolve, 100, 'nothing'));
  expect(await Promise.race([ended, silence])).toBe('nothing');
  expect(received()).toBe('');
  await proxy.set({ kind: 'pass' });
  await arrived(received, 'held');
});

test('half-open: one direction goes on, the other is silent', async () => {
  let atServer = '';
  echo.on('connection', (socket: Socket) => socket.on('data', (chunk) => (atServer += chunk.toString())));
  const { socket, received } = await open();
  socket.write('one');
  await arrived(received, 'one');
  await proxy.set({ kind: 'half-open', direction: 'down' });
  socket.write('two');
  await arrived(() => atServer, 'onetwo');
  expect(received()).toBe('one');
  expect(socket.readyState).toBe('open');
});

test.each([
  { kind: 'stall', afterBytes: 4 },
  { kind: 'half-open', direction: 'down', afterBytes: 4 },
] as const)('$kind after some bytes: those pass on each connection, the rest is held', async (mode) => {
  await proxy.set(mode);
  for (const { socket, received } of [await open(), await open()]) {
    socket.write('ab');
    await arrived(received, 'ab');
    socket.write('cdef');
    await arrived(received, 'abcd');
    expect(socket.readyState).toBe('open');
  }
});

test('slow: no more than so many bytes a second', async () => {
  await proxy.set({ kind: 'slow', bytesPerSecond: 2_000 });
  const { socket, received } = await open();
  const before = performance.now();
  socket.write('x'.repeat(400));
  await arrived(received, 'x'.repeat(400));
  expect(performance.now() - before).toBeGreaterThan(190);
});
