import ssh2 from 'ssh2';
import { expect, onTestFinished, test } from 'vitest';
import { fingerprintOf as fingerprint, generateHostKey } from '#demo/host-key.ts';
import { startOddServer } from './odd-server.ts';
import { errorOf, never, trySession } from './try-session.ts';

async function serverWith(...hostKeys: string[]) {
  const server = await startOddServer({ hostKeys });
  onTestFinished(() => server.stop());
  return server;
}

test('an unknown server is trusted at first use, recorded, and told with its fingerprint', async () => {
  const key = generateHostKey();
  const { port } = await serverWith(key);
  const { session, lines, trusted } = trySession({ port });
  expect(await session.connect(never)).toEqual({ fingerprint: fingerprint(key), isNew: true });
  expect(trusted.get(`127.0.0.1:${port}`)).toBe(fingerprint(key));
  expect(lines).toContain(
    `info 127.0.0.1:${port} was not known: its host key ${fingerprint(key)} (ssh-ed25519) is trusted from now on`,
  );
  const again = trySession({ port }, { trusted });
  expect(await again.session.connect(never)).toEqual({ fingerprint: fingerprint(key), isNew: false });
});

test('b37: a changed key is refused with both fingerprints before the password is sent', async () => {
  const [before, after] = [generateHostKey(), generateHostKey()];
  const server = await serverWith(after);
  const trusted = new Map([[`127.0.0.1:${server.port}`, fingerprint(before)]]);
  const error = await errorOf(trySession({ port: server.port }, { trusted }).session.connect(never));
  expect(error).toMatchObject({ code: 'host-key-changed', kind: 'config' });
  expect(error.message).toContain(fingerprint(before));
  expect(error.message).toContain(fingerprint(after));
  expect(error.hint).toContain('fingerprint');
  expect(server.tries).toEqual([]);
  expect(trusted.get(`127.0.0.1:${server.port}`)).toBe(fingerprint(before));
});

test('b37: a pinned key must be shown, whatever was recorded', async () => {
  const [pinned, shown] = [generateHostKey(), generateHostKey()];
  const server = await serverWith(shown);
  const trusted = new Map([[`127.0.0.1:${server.port}`, fingerprint(shown)]]);
  const refused = trySession({ port: server.port, hostKey: fingerprint(pinned) }, { trusted });
  expect(await errorOf(refused.session.connect(never))).toMatchObject({ code: 'host-key-changed' });
  expect(server.tries).toEqual([]);
  const accepted = trySession({ port: server.port, hostKey: `${fingerprint(shown)}=` }, { trusted: new Map() });
  expect(await accepted.session.connect(never)).toEqual({ fingerprint: fingerprint(shown), isNew: false });
  expect(accepted.trusted.size).toBe(0);
});

test('any of the keys of a server may be the known one', async () => {
  const [ed25519, ecdsa] = [generateHostKey(), ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private];
  const { port } = await serverWith(ed25519, ecdsa);
  for (const key of [ed25519, ecdsa]) {
    const { session } = trySession({ port, hostKey: fingerprint(key) });
    expect((await session.connect(never)).fingerprint).toBe(fingerprint(key));
  }
  const { session } = trySession({ port, hostKey: fingerprint(generateHostKey()) });
  expect(await errorOf(session.connect(never))).toMatchObject({ code: 'host-key-changed' });
});
