// The key in the system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { toWherryError, WherryError } from '#engine/errors.ts';
import { KEY_BYTES, type MasterKey } from './master-key.ts';

const SERVICE = 'Wherry';
const ACCOUNT = 'master key of the secrets';
/** A keychain that is locked asks its owner for a password; one that nobody answers must not keep us from starting. */
const PATIENCE_MS = 30_000;

/** Its errors have the code `keychain`. */
export function createKeychainKey(): MasterKey {
  return {
    kind: 'keychain',
    place: "the system's keychain",
    warning: null,
    async read() {
      const bytes = await patiently(async (signal) => await (await entry()).getSecret(signal));
      return bytes === null ? null : Buffer.from(bytes);
    },
    async create() {
      const key = randomBytes(KEY_BYTES);
      await patiently(async (signal) => await (await entry()).setSecret(key, signal));
      return key;
    },
  };
}

async function entry() {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  // By default it would fall back to the kernel's keyring, which a reboot empties.
  return new AsyncEntry(SERVICE, ACCOUNT, { linux: { store: 'secret-service' } });
}

async function patiently<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  try {
    const answer = ask(over.signal);
    const silence = delay(PATIENCE_MS, undefined, { signal: over.signal, ref: false }).then(() => {
      throw new Error(`no answer after ${PATIENCE_MS / 1000} s`);
    });
    return await Promise.race([answer, silence]);
  } catch (cause) {
    const message = `the system's keychain cannot be used: ${toWherryError(cause).message}`;
    throw new WherryError('keychain', message, {
      kind: 'config',
      hint: 'Unlock it and start Wherry again, or name a key file in WHERRY_KEY_FILE.',
      cause,
    });
  } finally {
    over.abort();
  }
}
