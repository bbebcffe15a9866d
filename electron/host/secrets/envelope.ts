// One secret, encrypted: AES-256-GCM with a fresh nonce, bound to its name so that two cannot be swapped in the file.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Base64 of nonce, tag and encrypted text. */
export function seal(key: Buffer, name: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name));
  const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64');
}

/** Null where it was changed, is of another key or of another name. */
export function unseal(key: Buffer, name: string, envelope: string): string | null {
  const bytes = Buffer.from(envelope, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const encrypted = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
  } catch {
    // The only thing that `final` throws: it does not authenticate.
    return null;
  }
}

/** Says which key it is without telling anything of it. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update('wherry key id\0').update(key).digest('hex').slice(0, 16);
}
