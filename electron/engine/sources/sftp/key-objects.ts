// ssh2 deciphers each packet of AES-GCM with a cipher of its own, made from the key's raw bytes, which Node turns into a
// key object each time: a quarter of all the time that a download takes. Here the objects are put in the place of the
// bytes, in the running connection, not in ssh2's files. Whatever ssh2 looks like one day: where it does not look as
// expected, nothing is changed, and it is slower.
import { createSecretKey } from 'node:crypto';

/** Where ssh2-sftp-client 12 and ssh2 1.17 keep them. All of it is private, so nothing of it is relied on. */
const KEYS = [
  { part: '_decipher', algorithm: '_decipherSSLName', key: '_decipherKey' },
  { part: '_cipher', algorithm: '_encSSLName', key: '_encKey' },
];
/** Node's names. */
const GCM: ReadonlySet<unknown> = new Set(['aes-128-gcm', 'aes-256-gcm']);

/** At each `handshake`, since each makes new keys. @returns whether anything was changed */
export function useKeyObjects(client: object): boolean {
  const protocol = memberOf(memberOf(client, 'client'), '_protocol');
  let isChanged = false;
  for (const { part, algorithm, key } of KEYS) {
    const cipher = memberOf(protocol, part);
    const bytes = memberOf(cipher, key);
    if (!GCM.has(memberOf(cipher, algorithm)) || !Buffer.isBuffer(bytes)) continue;
    if (bytes.length !== 16 && bytes.length !== 32) continue;
    isChanged = Reflect.set(Object(cipher), key, createSecretKey(bytes)) || isChanged;
  }
  return isChanged;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
