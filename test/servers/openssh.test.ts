import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import Client from 'ssh2-sftp-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenSsh, opensshMissing, startOpenSsh } from './openssh.ts';

describe.skipIf(opensshMissing() !== null)('OpenSSH server', () => {
  let server: OpenSsh;
  beforeAll(async () => {
    server = await startOpenSsh();
  });
  afterAll(() => server.stop());

  async function withClient(use: (client: Client) => Promise<void>, password = server.password): Promise<string> {
    const { host, port, username } = server;
    let met = '';
    const client = new Client('test', { error: () => {}, end: () => {}, close: () => {} });
    const hostVerifier = (key: Buffer): boolean => {
      met = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
      return true;
    };
    const sock = createConnection({ host, port, noDelay: true });
    await client.connect({ sock, username, password, hostVerifier });
    await use(client);
    await client.end();
    return met;
  }

  test('what is put into its folder is served, and its log tells who came', async () => {
    await writeFile(join(server.root, 'upload', "it's.csv"), 'a,b\n');
    const met = await withClient(async (client) => {
      expect(await client.get("/upload/it's.csv")).toEqual(Buffer.from('a,b\n'));
      await client.put(Buffer.from('written'), '/upload/new.csv');
      expect(await client.exists('/etc')).toBe(false);
    });
    expect(met).toBe(server.fingerprint());
    expect(await readFile(join(server.root, 'upload', 'new.csv'), 'utf8')).toBe('written');
    expect(server.log()).toContain(`Accepted password for ${server.username}`);
    expect(server.log()).not.toContain(server.password);
  });

  test('a wrong password is refused', async () => {
    await expect(withClient(async () => {}, 'wrong')).rejects.toThrow('authentication methods failed');
  });

  test('after a rekey it is another server on the same port', async () => {
    const before = server.fingerprint();
    await server.rekey();
    expect(server.fingerprint()).not.toBe(before);
    expect(await withClient(async () => {})).toBe(server.fingerprint());
  });

  test('stopped, it leaves neither account nor folder', async () => {
    const other = await startOpenSsh();
    expect(execFileSync('id', [other.username], { encoding: 'utf8' })).toContain(other.username);
    await other.stop();
    expect(() => execFileSync('id', [other.username], { stdio: 'pipe' })).toThrow('no such user');
    expect(existsSync(other.root)).toBe(false);
  });
});
