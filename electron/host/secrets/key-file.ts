// The key in a file beside the secrets: the last resort, where the machine has no keychain. Whoever can read the data
// directory can read the secrets; it only keeps them out of backups and copies of secrets.json alone.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { WherryError } from '#engine/errors.ts';
import { writeAtomically } from '../write-file.ts';
import { KEY_BYTES, type MasterKey } from './master-key.ts';

export function createKeyFile(directory: string): MasterKey {
  const file = path.join(directory, 'secrets.key');
  return {
    kind: 'key-file',
    place: `the file ${file}`,
    warning: `The key of the secrets is the file ${file}, because no keychain can be used here: who can read that folder can read the secrets. Name a key file elsewhere in WHERRY_KEY_FILE.`,
    async read() {
      if (!fs.existsSync(file)) return null;
      const key = Buffer.from(fs.readFileSync(file, 'utf8').trim(), 'base64');
      if (key.length === KEY_BYTES) return key;
      throw new WherryError('key-file', `${file} holds no key any more`, {
        kind: 'config',
        hint: `Bring it back from a backup; or move it and secrets.json away, and enter the secrets again.`,
      });
    },
    async create() {
      const key = randomBytes(KEY_BYTES);
      writeAtomically(file, `${key.toString('base64')}\n`);
      return key;
    },
  };
}
