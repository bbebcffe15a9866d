// SSH host keys of the demo instance.
import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** A new private key in OpenSSH's format. */
export function generateHostKey(): string {
  // ssh2 1.17 spoils one ed25519 key in 256, those that begin with a zero byte (mscdex/ssh2#1513).
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519').private;
    if (!(ssh2.utils.parseKey(key) instanceof Error)) return key;
  }
}

/** `SHA256:…` as `ssh-keygen -lf` prints it. Throws for what is no private key. */
export function fingerprintOf(hostKey: string): string {
  const key = ssh2.utils.parseKey(hostKey);
  if (key instanceof Error) throw key;
  const digest = createHash('sha256').update(key.getPublicSSH()).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
