// Which of the keys opens what was sealed, and which one seals what is new.
import { toWherryError, WherryError } from '#engine/errors.ts';
import { keyId } from './envelope.ts';
import type { MasterKey } from './master-key.ts';

export type Found =
  | { kind: 'found'; key: Buffer; from: MasterKey }
  /** The place where it is cannot be asked here or now. */
  | { kind: 'out-of-reach'; why: WherryError }
  /** Its place was asked and has another one, or none: a disk that was moved, a keychain that was reset. */
  | { kind: 'lost' };

/** @param wanted what the file of the secrets says of its key */
export async function findKey(keys: readonly MasterKey[], wanted: { kind: string; id: string }): Promise<Found> {
  let failure: WherryError | null = null;
  let isAsked = false;
  for (const from of keys) {
    try {
      const key = await from.read();
      if (key !== null && keyId(key) === wanted.id) return { kind: 'found', key, from };
      isAsked ||= from.kind === wanted.kind;
    } catch (thrown) {
      if (from.kind === wanted.kind) failure = toWherryError(thrown);
    }
  }
  if (isAsked) return { kind: 'lost' };
  return { kind: 'out-of-reach', why: failure ?? notHere(wanted.kind) };
}

/** The first key that is there or can be made. @throws why there is none */
export async function firstKey(keys: readonly MasterKey[]): Promise<{ key: Buffer; from: MasterKey }> {
  let last: WherryError | null = null;
  for (const from of keys) {
    try {
      const key = (await from.read()) ?? (await from.create?.());
      if (key !== undefined) return { key, from };
    } catch (thrown) {
      last = toWherryError(thrown);
      // Who names a key file wants that one and no other.
      if (from.kind === 'credential') throw last;
    }
  }
  throw last ?? new WherryError('no-key', 'there is no place for the key of the secrets', { kind: 'config' });
}

function notHere(kind: string): WherryError {
  const isDesktop = kind === 'safe-storage';
  const message = isDesktop
    ? 'the secrets are sealed by the desktop application, and only it can open them'
    : `the secrets are sealed with a key of the kind "${kind}", which is not available here`;
  const hint = isDesktop
    ? 'Start the desktop application instead, or give both a key file by WHERRY_KEY_FILE and enter the secrets again.'
    : 'Name the key file in WHERRY_KEY_FILE, as where the secrets were entered.';
  return new WherryError('secrets-out-of-reach', message, { kind: 'config', hint });
}
