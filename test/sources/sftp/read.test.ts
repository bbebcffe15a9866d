import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { startFaultProxy } from '#test/servers/fault-proxy.ts';
import { answerRead, type OddServerOptions, type ReadRequest, startOddServer } from './odd-server.ts';
import { errorOf, never, readAll, trySession, WHOLE } from './try-session.ts';

async function odd(options: OddServerOptions, settings = {}) {
  const server = await startOddServer(options);
  onTestFinished(() => server.stop());
  return { server, ...trySession({ port: server.port, ...settings }) };
}

const MEGABYTE = 1024 * 1024;

test('every byte of a file of 20 MB arrives in order', async () => {
  const content = randomBytes(20 * MEGABYTE + 17);
  const { session } = await odd({ files: { '/in/big.bin': content } });
  expect((await readAll(session, '/in/big.bin')).equals(content)).toBe(true);
});

test('b34: an empty file gives no bytes and no error', async () => {
  const { session } = await odd({ files: { '/in/empty.csv': Buffer.alloc(0) } });
  expect(await readAll(session, '/in/empty.csv')).toHaveLength(0);
});

test.each([1, 261_119, 261_120, 261_121, 522_240])('a file of %i bytes is read to its end', async (size) => {
  const content = randomBytes(size);
  const { session } = await odd({ files: { '/x': content } });
  expect((await readAll(session, '/x')).equals(content)).toBe(true);
});

test('reading from an offset gives the rest', async () => {
  const content = randomBytes(600_000);
  const { session } = await odd({ files: { '/x': content } });
  expect(
    (await readAll(session, '/x', never, { offset: 300_001, sizeBytes: null })).equals(content.subarray(300_001)),
  ).toBe(true);
});

test.each([0, 1, 261_120, 300_000, 600_000, 700_000])(
  'a file of 600,000 bytes that is said to have %i is read to its real end',
  async (sizeBytes) => {
    const content = randomBytes(600_000);
    const { session } = await odd({ files: { '/x': content } });
    expect((await readAll(session, '/x', never, { offset: 0, sizeBytes })).equals(content)).toBe(true);
    expect(
      (await readAll(session, '/x', never, { offset: 299_999, sizeBytes })).equals(content.subarray(299_999)),
    ).toBe(true);
  },
);

test('of a file of a known size nothing is asked for twice, and one byte beyond it', async () => {
  let [askedBytes, askedTo] = [0, 0];
  const content = randomBytes(300_000);
  const read = (request: ReadRequest): void => {
    askedBytes += request.length;
    askedTo = Math.max(askedTo, request.offset + request.length);
    answerRead(request);
  };
  const { session } = await odd({ files: { '/x': content }, read });
  await readAll(session, '/x', never, { offset: 0, sizeBytes: content.length });
  expect({ askedBytes, askedTo }).toEqual({ askedBytes: 300_001, askedTo: 300_001 });
});

test('a server that answers less than was asked for loses no byte', async () => {
  const content = randomBytes(3 * MEGABYTE + 5);
  const { session } = await odd({
    files: { '/x': content },
    read: (request) =>
      answerRead({ ...request, length: Math.min(request.length, 1 + ((request.count * 7919) % 30_000)) }),
  });
  expect((await readAll(session, '/x')).equals(content)).toBe(true);
});

test('answers in another order than asked for are put in order', async () => {
  const content = randomBytes(4 * MEGABYTE);
  const held: (() => void)[] = [];
  const { session } = await odd({
    files: { '/x': content },
    read(request) {
      held.push(() => answerRead(request));
      setImmediate(() => held.pop()?.());
    },
  });
  expect((await readAll(session, '/x')).equals(content)).toBe(true);
});

test('64 reads share one connection', async () => {
  const files = Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`/in/${n}.bin`, randomBytes(1000 * n)]));
  const { server, session } = await odd({ files });
  const names = Object.keys(files);
  const read = await Promise.all(names.map((name) => readAll(session, name)));
  expect(read.every((bytes, n) => bytes.equals(files[names[n]!]!))).toBe(true);
  expect(server.connections).toBe(1);
  await expect.poll(() => server.openHandles.size).toBe(0);
});

test('b36: a connection that breaks in the middle of a file fails this file, and the next one gets a new connection', async () => {
  const content = randomBytes(5 * MEGABYTE);
  const { server, session } = await odd({
    files: { '/x': content },
    read: (request) => (request.count === 10 ? request.socket.resetAndDestroy() : answerRead(request)),
  });
  const error = await errorOf(readAll(session, '/x'));
  expect(error).toMatchObject({ code: 'connection-lost', kind: 'transient' });
  expect((await readAll(session, '/x')).equals(content)).toBe(true);
  expect(server.connections).toBe(2);
});

test('a server that closes the connection decently in the middle of a file does not make it look complete', async () => {
  const { session } = await odd({
    files: { '/x': randomBytes(5 * MEGABYTE) },
    read: (request) => (request.count === 10 ? request.socket.end() : answerRead(request)),
  });
  expect(await errorOf(readAll(session, '/x'))).toMatchObject({ code: 'connection-lost', kind: 'transient' });
});

test('a server that closes only the channel does not leave the reader waiting', async () => {
  const { server, session } = await odd({
    files: { '/x': randomBytes(5 * MEGABYTE) },
    read: (request) => (request.count === 10 ? request.sftp.end() : answerRead(request)),
  });
  expect(await errorOf(readAll(session, '/x'))).toMatchObject({ code: 'connection-lost' });
  await session.connect(never);
  expect(server.connections).toBe(2);
});

test('b36: a server that falls silent is given up after the idle timeout', async () => {
  const { session } = await odd(
    { files: { '/x': randomBytes(MEGABYTE) }, read: (request) => request.count < 3 && answerRead(request) },
    { idleTimeoutMs: 300 },
  );
  const error = await errorOf(readAll(session, '/x'));
  expect(error).toMatchObject({ code: 'stalled', kind: 'transient' });
  expect(error.message).toMatch(/^nothing arrived from 127\.0\.0\.1:\d+ for 0\.3 s$/);
});

test('b36: a server that sends signs of life but no file is given up as well', async () => {
  const { server, session } = await odd(
    { files: { '/x': randomBytes(MEGABYTE) }, read: (request) => request.count < 3 && answerRead(request) },
    { idleTimeoutMs: 300 },
  );
  const signs = setInterval(() => server.ping(), 50);
  onTestFinished(() => clearInterval(signs));
  expect(await errorOf(readAll(session, '/x'))).toMatchObject({ code: 'stalled' });
});

test('a consumer that takes its time is not a silent server', async () => {
  const content = randomBytes(2 * MEGABYTE);
  const { session } = await odd({ files: { '/x': content } }, { idleTimeoutMs: 400 });
  let received = 0;
  for await (const chunk of session.read('/x', WHOLE, never)) {
    if (received === 0) await new Promise((resolve) => setTimeout(resolve, 1_000));
    received += chunk.length;
  }
  expect(received).toBe(content.length);
});

test('a reader that is stopped ends as cancelled and closes its handle', async () => {
  const { server, session } = await odd({ files: { '/x': randomBytes(5 * MEGABYTE), '/y': randomBytes(10) } });
  const stop = new AbortController();
  const reading = (async () => {
    for await (const _chunk of session.read('/x', WHOLE, stop.signal)) stop.abort();
  })();
  expect(await errorOf(reading)).toMatchObject({ code: 'cancelled', kind: 'cancelled' });
  await readAll(session, '/y');
  await expect.poll(() => server.openHandles.size).toBe(0);
  expect(server.connections).toBe(1);
});

test('closing ends readers, also over a wire on which nothing passes any more', async () => {
  const server = await startOddServer({ files: { '/x': randomBytes(5 * MEGABYTE) } });
  onTestFinished(() => server.stop());
  const proxy = await startFaultProxy(server.port);
  onTestFinished(() => proxy.stop());
  const { session } = trySession({ port: proxy.port });
  const reading = (async () => {
    for await (const _chunk of session.read('/x', WHOLE, never)) await proxy.set({ kind: 'stall' });
  })();
  await expect.poll(() => server.openHandles.size).toBe(1);
  const error = errorOf(reading);
  await session.close();
  await session.close();
  expect(await error).toMatchObject({ code: 'connection-lost' });
});

test('a reader that has enough closes its handle', async () => {
  const { server, session } = await odd({ files: { '/x': randomBytes(5 * MEGABYTE), '/y': randomBytes(10) } });
  for await (const _chunk of session.read('/x', WHOLE, never)) break;
  await readAll(session, '/y');
  await expect.poll(() => server.openHandles.size).toBe(0);
});

test('b35: a missing file is told with its path, and others go on', async () => {
  const { session } = await odd({ files: { '/in/here.csv': Buffer.from('1') } });
  const error = await errorOf(readAll(session, '/in/gone.csv'));
  expect(error).toMatchObject({ code: 'not-found', kind: 'permanent', message: 'not found on SFTP: /in/gone.csv' });
  expect(await readAll(session, '/in/here.csv')).toHaveLength(1);
});

test('control characters of a path reach no message', async () => {
  const { session } = await odd({});
  const error = await errorOf(readAll(session, '/in/\u001b[31m\nred'));
  expect(error.message).toBe('not found on SFTP: /in/\\u001b[31m\\nred');
});

test('an error in the middle of a file is an error of the read', async () => {
  const { session } = await odd({
    files: { '/x': randomBytes(5 * MEGABYTE) },
    read: (request) =>
      request.count === 9 ? request.sftp.status(request.id, 4, 'disk\u0007 gone') : answerRead(request),
  });
  const error = await errorOf(readAll(session, '/x'));
  expect(error).toMatchObject({ code: 'read-failed', kind: 'transient' });
  expect(error.message).toBe('reading /x on SFTP failed: disk\\u0007 gone');
});
