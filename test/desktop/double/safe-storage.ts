// safeStorage with a key in the user's data folder, in place of the desktop's keychain.
// DOUBLE_SAFE_STORAGE=none is a machine without a keychain, =basic a Linux that offers plain text only.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Electron from 'electron';
import { app } from './app.ts';
import { boot } from './boot-state.ts';
import { loudObject } from './loud.ts';

const MARK = Buffer.from('double');

export const safeStorage = loudObject('safeStorage', {
  isEncryptionAvailable: isAvailable,
  getSelectedStorageBackend: () => (process.env['DOUBLE_SAFE_STORAGE'] === 'basic' ? 'basic_text' : 'gnome_libsecret'),
  encryptString(text: string): Buffer {
    if (!isAvailable()) throw new Error('Error while encrypting the text provided to safeStorage.encryptString.');
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', readKey(), nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([MARK, nonce, cipher.getAuthTag(), sealed]);
  },
  decryptString(sealed: Buffer): string {
    const from = MARK.length;
    if (!isAvailable() || !sealed.subarray(0, from).equals(MARK)) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    }
    const cipher = createDecipheriv('aes-256-gcm', readKey(), sealed.subarray(from, from + 12));
    cipher.setAuthTag(sealed.subarray(from + 12, from + 28));
    return Buffer.concat([cipher.update(sealed.subarray(from + 28)), cipher.final()]).toString('utf8');
  },
} satisfies { [K in keyof Electron.SafeStorage]?: unknown });

function isAvailable(): boolean {
  return boot.isReady && process.env['DOUBLE_SAFE_STORAGE'] !== 'none';
}

function readKey(): Buffer {
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'double.key');
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch {
    // It is there from an earlier start.
  }
  return readFileSync(file);
}
