// The token that whoever asks must know. It stays the same over restarts, so that an open page goes on.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { WherryError } from '#engine/errors.ts';
import { writePrivately } from './server-file.ts';

/** Characters that an address and a header carry as they are. 32 of them are beyond guessing if they are random. */
const TOKEN = /^[\w.~-]{32,512}$/;

/** @throws `token-file` (config): it cannot be read, or holds no token */
export function readTokenFile(file: string): string {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw tokenFileError(`${file} cannot be read`, cause);
  }
  if (!TOKEN.test(text)) throw tokenFileError(`${file} holds no token`);
  return text;
}

/** The one of the last time; a new one of 256 bit where there is none, or where others could have read it. */
export function keptToken(dataDirectory: string): string {
  const file = path.join(dataDirectory, 'server-token');
  const kept = readKept(file);
  if (kept !== null) return kept;
  const token = randomBytes(32).toString('base64url');
  writePrivately(file, `${token}\n`);
  return token;
}

function readKept(file: string): string | null {
  try {
    // Windows has no such mode: there the folder of the user's own protects it.
    const isPrivate = process.platform === 'win32' || (fs.statSync(file).mode & 0o077) === 0;
    const text = fs.readFileSync(file, 'utf8').trim();
    return isPrivate && TOKEN.test(text) ? text : null;
  } catch {
    // Missing or not readable: a new one takes its place, and that fails with a reason where it cannot be written.
    return null;
  }
}

function tokenFileError(message: string, cause?: unknown): WherryError {
  const hint =
    'It must hold one line of 32 or more letters, digits, "-", "_", "." or "~", such as "openssl rand -hex 32" prints.';
  return new WherryError('token-file', message, { kind: 'config', hint, cause });
}
