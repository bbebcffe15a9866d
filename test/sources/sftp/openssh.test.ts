// The same session against the server that most operators have, over a wire that breaks.
import { createHash, randomBytes } from 'node:crypto';
import { chmod, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '#test/servers/fault-proxy.ts';
import { type OpenSsh, opensshMissing, startOpenSsh } from '#test/servers/openssh.ts';
import { errorOf, never, readAll, type Tried, trySession, WHOLE } from './try-session.ts';

const MEGABYTE = 1024 * 1024;

describe.skipIf(opensshMissing() !== null)('OpenSSH', () => {
  let server: OpenSsh;
  const big = randomBytes(20 * MEGABYTE + 3);

  beforeAll(async () => {
    server = await startOpenSsh();
    await put('big.bin', big);
    await put('empty.csv', Buffer.alloc(0));
    await put('secret.csv', Buffer.from('not for you'));
    await chmod(join(server.root, 'upload', 'secret.csv'), 0o600);
  });
  afterAll(() => server.stop());

  async function put(name: string, content: Buffer): Promise<void> {
    await writeFile(join(server.root, 'upload', name), content);
  }

  function session(settings: Parameters<typeof trySession>[0] = {}, password = server.password): Tried {
    return trySession({ port: server.port, username: server.username, ...settings }, { password });
  }

  async function throughProxy(settings: Parameters<typeof trySession>[0] = {}): Promise<Tried & { proxy: FaultProxy }> {
    const proxy = await startFaultProxy(server.port);
    onTestFinished(() => proxy.stop());
    return { ...session({ ...settings, port: proxy.port }), proxy };
  }

  test('a file of 20 MB arrives with the hash that it has on the server', async () => {
    const { session: sftp } = session({ hostKey: server.fingerprint() });
    expect(await sftp.connect(never)).toEqual({ fingerprint: server.fingerprint(), isNew: false });
    const received = await readAll(sftp, '/upload/big.bin');
    expect(md5(received)).toBe(md5(big));
  });

  test('b34: an empty file has no bytes', async () => {
    expect(await readAll(session().session, '/upload/empty.csv')).toHaveLength(0);
  });

  test('size and time of change are told', async () => {
    await put('stat.csv', Buffer.from('12345'));
    await utimes(join(server.root, 'upload', 'stat.csv'), 1_700_000_000, 1_700_000_000);
    expect(await session().session.stat('/upload/stat.csv', never)).toEqual({
      sizeBytes: 5,
      modifiedAt: 1_700_000_000_000,
    });
  });

  test('b35: missing and forbidden files and folders are told apart', async () => {
    const { session: sftp } = session();
    expect(await errorOf(readAll(sftp, '/upload/gone.csv'))).toMatchObject({ code: 'not-found', kind: 'permanent' });
    expect(await errorOf(sftp.stat('/upload/gone.csv', never))).toMatchObject({ code: 'not-found' });
    expect(await errorOf(readAll(sftp, '/upload/secret.csv'))).toMatchObject({
      code: 'access-denied',
      kind: 'permanent',
      message: 'permission denied on SFTP: /upload/secret.csv',
    });
    expect(await errorOf(readAll(sftp, '/upload'))).toMatchObject({ code: 'read-failed' });
  });

  test('64 reads at the same time get their own files', async () => {
    const contents = Array.from({ length: 64 }, (_, n) => randomBytes(n * 5000));
    await Promise.all(contents.map((content, n) => put(`many-${n}.bin`, content)));
    const { session: sftp } = session();
    const received = await Promise.all(contents.map((_, n) => readAll(sftp, `/upload/many-${n}.bin`)));
    expect(received.map(md5)).toEqual(contents.map(md5));
  });

  test('b36: a wrong password is refused at the first try', async () => {
    const { session: sftp } = session({}, 'wrong');
    expect(await errorOf(sftp.connect(never))).toMatchObject({ code: 'login-refused', kind: 'config' });
  });

  test.each(['reset', 'truncate'] as const)(
    'b36: a wire that breaks (%s) in the middle of a file fails the file; the next gets a new connection',
    async (kind) => {
      const { session: sftp, proxy } = await throughProxy();
      await sftp.connect(never);
      await proxy.set({ kind, direction: 'down', afterBytes: 3 * MEGABYTE });
      expect(await errorOf(readAll(sftp, '/upload/big.bin'))).toMatchObject({
        code: 'connection-lost',
        kind: 'transient',
      });
      await proxy.set({ kind: 'pass' });
      expect(md5(await readAll(sftp, '/upload/big.bin'))).toBe(md5(big));
      expect(proxy.connections()).toBe(2);
    },
  );

  test('b36: a wire on which nothing arrives any more is given up after the idle timeout', async () => {
    const { session: sftp, proxy } = await throughProxy({ idleTimeoutMs: 400 });
    for await (const _chunk of untilError(sftp.read('/upload/big.bin', WHOLE, never), 'stalled'))
      await proxy.set({ kind: 'half-open', direction: 'down' });
    await proxy.set({ kind: 'pass' });
    expect(await readAll(sftp, '/upload/empty.csv')).toHaveLength(0);
  });

  test('a slow wire is not given up while bytes arrive', async () => {
    await put('slow.bin', big.subarray(0, 200_000));
    const { session: sftp, proxy } = await throughProxy({ idleTimeoutMs: 400 });
    await sftp.connect(never);
    // The one answer that brings the file takes a second.
    await proxy.set({ kind: 'slow', bytesPerSecond: 200_000 });
    expect(md5(await readAll(sftp, '/upload/slow.bin'))).toBe(md5(big.subarray(0, 200_000)));
  });

  test('a server that went away while nothing was asked of it is connected to anew', async () => {
    const { session: sftp, proxy } = await throughProxy();
    await sftp.connect(never);
    await proxy.set({ kind: 'refuse' });
    await expect.poll(async () => (await errorOf(sftp.connect(never))).code).toBe('unreachable');
    await proxy.set({ kind: 'pass' });
    await sftp.connect(never);
  });

  test('a reader that is stopped ends at once, and its connection goes on', async () => {
    const { session: sftp, proxy } = await throughProxy();
    const stop = new AbortController();
    for await (const _chunk of untilError(sftp.read('/upload/big.bin', WHOLE, stop.signal), 'cancelled')) stop.abort();
    expect(md5(await readAll(sftp, '/upload/big.bin'))).toBe(md5(big));
    expect(proxy.connections()).toBe(1);
  });
});

describe.skipIf(opensshMissing() !== null)('OpenSSH with a new host key', () => {
  test('b37: is refused, whether its key was pinned or recorded', async () => {
    const server = await startOpenSsh();
    onTestFinished(() => server.stop());
    const before = server.fingerprint();
    const known = { port: server.port, username: server.username };
    const { session, trusted } = trySession(known, { password: server.password });
    expect(await session.connect(never)).toEqual({ fingerprint: before, isNew: true });
    await server.rekey();
    const again = trySession(known, { password: server.password, trusted });
    const pinned = trySession({ ...known, hostKey: before }, { password: server.password });
    for (const { session: refused } of [again, pinned]) {
      const error = await errorOf(refused.connect(never));
      expect(error).toMatchObject({ code: 'host-key-changed', kind: 'config' });
      expect(error.message).toContain(before);
      expect(error.message).toContain(server.fingerprint());
    }
    expect(server.log().match(/Accepted password/g)).toHaveLength(1);
  });
});

/** The chunks up to the error, which must come and be this one. */
async function* untilError(chunks: AsyncIterable<Uint8Array>, code: string): AsyncGenerator<Uint8Array> {
  const reading = (async function* () {
    yield* chunks;
  })();
  for (;;) {
    const next = reading.next();
    const end = await next.then(
      ({ done }) => done,
      () => true,
    );
    if (end === true) {
      expect(await errorOf(next)).toMatchObject({ code });
      return;
    }
    const { value } = await next;
    if (value !== undefined) yield value;
  }
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}
