// A file of ours as what it is: there and sound, missing, or damaged.
import fs from 'node:fs';
import { toWherryError, WherryError } from '#engine/errors.ts';

export type Reading<T> = { kind: 'sound'; value: T } | { kind: 'missing' } | { kind: 'damaged'; why: string };

/**
 * @param parse throws for what is damaged; a WherryError of it is passed on
 * @throws `not-readable` where the file is there and may not be read
 */
export function readJson<T>(file: string, parse: (json: unknown) => T): Reading<T> {
  const text = readText(file);
  if (text === null) return { kind: 'missing' };
  if (text.trim() === '') return { kind: 'damaged', why: 'it is empty' };
  try {
    return { kind: 'sound', value: parse(JSON.parse(text)) };
  } catch (thrown) {
    if (thrown instanceof WherryError) throw thrown;
    return { kind: 'damaged', why: thrown instanceof SyntaxError ? 'it is no JSON' : toWherryError(thrown).message };
  }
}

function readText(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } =
      cause instanceof Error && 'code' in cause ? cause : { code: null, message: String(cause) };
    if (code === 'ENOENT') return null;
    const hint = 'Give the account that runs Wherry the right to read it.';
    throw new WherryError('not-readable', `${file} cannot be read: ${message}`, { kind: 'config', hint, cause });
  }
}
