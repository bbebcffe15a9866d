// The key of the secrets, sealed by the system for this application (Electron's safeStorage). The command line cannot
// unseal it, so it comes after the keychain that both can read.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { safeStorage } from 'electron';
import { KEY_BYTES, type MasterKey } from '#host/secrets/master-key.ts';
import { writeAtomically } from '#host/write-file.ts';

export function createSafeStorageKey(dataDirectory: string): MasterKey {
  const file = path.join(dataDirectory, 'master.key.sealed');
  return {
    kind: 'safe-storage',
    place: 'a file that the system has sealed for this application',
    warning: 'The command line cannot read the secrets of this installation; set WHERRY_KEY_FILE where it must.',
    async read() {
      if (!fs.existsSync(file)) return null;
      assertUsable();
      const key = Buffer.from(safeStorage.decryptString(fs.readFileSync(file)), 'base64');
      if (key.length !== KEY_BYTES) throw new Error(`${file} holds no key`);
      return key;
    },
    async create() {
      assertUsable();
      const key = randomBytes(KEY_BYTES);
      writeAtomically(file, safeStorage.encryptString(key.toString('base64')));
      return key;
    },
  };
}

function assertUsable(): void {
  if (!safeStorage.isEncryptionAvailable()) throw new Error('the system seals nothing for this application');
  // Where Linux has no keyring, Electron "seals" with a password that everybody knows.
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    throw new Error('there is no keyring that could seal it');
  }
}
