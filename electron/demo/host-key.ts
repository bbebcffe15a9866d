// SSH host keys of the demo instance.
import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** A new private key in OpenSSH's format. */
export function generateHostKey(): string {
  return ssh2.utils.generateKeyPairSync('ed25519').private;
}

/** `SHA256:…` as `ssh-keygen -lf` prints it. */
export function fingerprintOf(hostKey: string): string {
  const key = ssh2.utils.parseKey(hostKey);
  if (key instanceof Error) throw key;
  const digest = createHash('sha256').update(key.getPublicSSH()).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
