// The key in a file that an administrator provides: named by WHERRY_KEY_FILE, or a credential of systemd's.
import { hkdfSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { WherryError } from '#engine/errors.ts';
import { KEY_BYTES, type MasterKey } from './master-key.ts';

/** A file that is named must be there and hold at least 32 bytes, of any kind: raw, hex, base64. */
export function createCredentialKey(environment: NodeJS.ProcessEnv): MasterKey | null {
  const file = fileOf(environment);
  if (file === null) return null;
  return {
    kind: 'credential',
    place: `the key file ${file}`,
    warning: null,
    create: null,
    async read() {
      const content = readKeyFile(file);
      return Buffer.from(hkdfSync('sha256', content, '', 'wherry secrets', KEY_BYTES));
    },
  };
}

function fileOf({ WHERRY_KEY_FILE, CREDENTIALS_DIRECTORY }: NodeJS.ProcessEnv): string | null {
  if (WHERRY_KEY_FILE !== undefined && WHERRY_KEY_FILE !== '') return path.resolve(WHERRY_KEY_FILE);
  if (CREDENTIALS_DIRECTORY === undefined || CREDENTIALS_DIRECTORY === '') return null;
  const credential = path.join(CREDENTIALS_DIRECTORY, 'wherry-key');
  return fs.existsSync(credential) ? credential : null;
}

/** @throws `key-file` */
function readKeyFile(file: string): Buffer {
  const hint = 'Make one with: openssl rand -base64 48';
  let content: Buffer;
  try {
    content = fs.readFileSync(file);
  } catch (cause) {
    throw new WherryError('key-file', `the key file ${file} cannot be read`, { kind: 'config', hint, cause });
  }
  // A line break at its end comes and goes with editors.
  const end = content.findLastIndex((byte) => byte !== 0x0a && byte !== 0x0d) + 1;
  if (end >= KEY_BYTES) return content.subarray(0, end);
  const message = `the key file ${file} holds ${end} bytes; ${KEY_BYTES} are the least`;
  throw new WherryError('key-file', message, { kind: 'config', hint });
}
