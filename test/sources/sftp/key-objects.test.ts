import { KeyObject, randomBytes } from 'node:crypto';
import SftpClient from 'ssh2-sftp-client';
import { expect, onTestFinished, test } from 'vitest';
import { useKeyObjects } from '#engine/sources/sftp/key-objects.ts';
import { startOddServer } from './odd-server.ts';

const CIPHERS = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr'] as const;

test.each(CIPHERS)('%s: a file that is read over two exchanges of keys is whole', async (cipher) => {
  const content = randomBytes(1_000_000);
  const server = await startOddServer({ files: { '/x': content } });
  const client = new SftpClient();
  onTestFinished(async () => {
    await client.end();
    await server.stop();
  });
  const changed: boolean[] = [];
  client.on('handshake', () => changed.push(useKeyObjects(client)));
  const login = {
    host: '127.0.0.1',
    port: server.port,
    username: 'u',
    password: 'p',
    algorithms: { cipher: [cipher] },
  };
  await client.connect(login);
  expect((await client.get('/x')).toString('hex')).toBe(content.toString('hex'));
  const exchanged = new Promise((resolve) => client.on('handshake', resolve));
  protocolOf(client).rekey();
  await exchanged;
  expect((await client.get('/x')).toString('hex')).toBe(content.toString('hex'));
  const isGcm = cipher.includes('gcm');
  expect(changed).toEqual([isGcm, isGcm]);
  // What makes it quicker: a change of ssh2 that switches it off is to be seen here.
  if (isGcm) expect(protocolOf(client)._decipher?._decipherKey).toBeInstanceOf(KeyObject);
});

test.each<object>([
  {},
  { client: {} },
  { client: { _protocol: { _decipher: { _decipherSSLName: 'aes-128-gcm' } } } },
  { client: { _protocol: { _decipher: { _decipherSSLName: 'aes-128-gcm', _decipherKey: 'text' } } } },
  { client: { _protocol: { _cipher: { _encSSLName: 'aes-128-gcm', _encKey: Buffer.alloc(5) } } } },
  { client: { _protocol: { _cipher: { _encSSLName: 'another', _encKey: Buffer.alloc(16) } } } },
])('an ssh2 that looks otherwise is left as it is: %j', (client) => {
  const before = structuredClone(client);
  expect(useKeyObjects(client)).toBe(false);
  expect(structuredClone(client)).toEqual(before);
});

interface Protocol {
  rekey(): void;
  _decipher?: { _decipherKey?: unknown };
}

function protocolOf(client: SftpClient): Protocol {
  const { client: inner } = client as unknown as { client: { _protocol: Protocol } };
  return inner._protocol;
}
