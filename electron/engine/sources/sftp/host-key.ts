// Host keys as they come over the wire, and the algorithms by which a server may be asked for one.
import { createHash } from 'node:crypto';
import type { ServerHostKeyAlgorithm } from 'ssh2';

/** A server with several keys shows the first of these that it has; ssh2's own order and set. */
export const HOST_KEY_ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/** Ed25519, three curves of ECDSA, RSA. */
export const MOST_KEY_TYPES = 5;

/** As `ssh-keygen -lf` prints it, without padding. */
export function fingerprintOf(key: Buffer): string {
  return withoutPadding(`SHA256:${createHash('sha256').update(key).digest('base64')}`);
}

export function withoutPadding(fingerprint: string): string {
  return fingerprint.replace(/=+$/, '');
}

/** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, …: the string at the beginning of every public key. */
export function keyTypeOf(key: Buffer): string {
  return key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}

/** The algorithms that are left when the server's key of one type is out of the question. */
export function withoutKeyType(
  algorithms: readonly ServerHostKeyAlgorithm[],
  keyType: string,
): ServerHostKeyAlgorithm[] {
  return algorithms.filter(
    (algorithm) => algorithm !== keyType && !(keyType === 'ssh-rsa' && algorithm.startsWith('rsa-')),
  );
}
