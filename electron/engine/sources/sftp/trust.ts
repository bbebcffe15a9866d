// Which server is believed to be the right one, before it is given the password.
// A pinned key, or the key recorded at the first meeting, must be shown again; an unknown server is trusted once.
import type { SftpSettings } from '#shared/sftp.ts';
import { toWherryError, WherryError } from '../../errors.ts';
import type { SourceContext } from '../source.ts';
import { type Handshake, type HandshakeOptions, shakeHands } from './handshake.ts';
import {
  fingerprintOf,
  HOST_KEY_ALGORITHMS,
  keyTypeOf,
  MOST_KEY_TYPES,
  withoutKeyType,
  withoutPadding,
} from './host-key.ts';

export interface TrustedHandshake extends Handshake {
  fingerprint: string;
  /** The server was not known; its key is recorded now. */
  isNew: boolean;
}

type Login = Pick<HandshakeOptions, 'settings' | 'password' | 'signal'>;

export async function connectTrusted(
  login: Login,
  { hostKeys, log }: Pick<SourceContext, 'hostKeys' | 'log'>,
): Promise<TrustedHandshake> {
  const { host, port, hostKey } = login.settings;
  const known = hostKey ?? hostKeys.get(host, port);
  if (known !== null) {
    const expected = withoutPadding(known);
    return { ...(await connectExpecting(login, expected)), fingerprint: expected, isNew: false };
  }
  const { accepts, shown } = createVerifier(null);
  const handshake = await shakeHands({ ...login, hostKeys: HOST_KEY_ALGORITHMS, accepts });
  const key = shown()!;
  const fingerprint = fingerprintOf(key);
  hostKeys.trust(host, port, fingerprint);
  log.info(`${host}:${port} was not known: its host key ${fingerprint} (${keyTypeOf(key)}) is trusted from now on`);
  return { ...handshake, fingerprint, isNew: true };
}

/**
 * A server may have keys of several types while we know the fingerprint of one, so a key is only called changed when
 * none of the server's keys is the expected one: the type of a refused key is left out of the next attempt.
 */
async function connectExpecting(login: Login, expected: string): Promise<Handshake> {
  const refused: Buffer[] = [];
  for (;;) {
    const algorithms = refused.map(keyTypeOf).reduce(withoutKeyType, [...HOST_KEY_ALGORITHMS]);
    const { accepts, shown } = createVerifier(expected);
    try {
      return await shakeHands({ ...login, hostKeys: algorithms, accepts });
    } catch (error) {
      const key = shown();
      const isAnother = key !== null && fingerprintOf(key) !== expected;
      const wasLast = key === null && refused.length > 0 && toWherryError(error).code === 'no-common-algorithm';
      if (!isAnother && !wasLast) throw error;
      if (key !== null) refused.push(key);
      if (wasLast || refused.length === MOST_KEY_TYPES)
        throw changedKey(login.settings, expected, fingerprintOf(refused[0]!));
    }
  }
}

/** Asked again when the keys are exchanged anew in the middle of a connection: it must still be the same server. */
function createVerifier(expected: string | null): { accepts: (key: Buffer) => boolean; shown: () => Buffer | null } {
  let shown: Buffer | null = null;
  return {
    accepts(key) {
      const isRight = shown?.equals(key) ?? (expected === null || fingerprintOf(key) === expected);
      shown ??= Buffer.from(key);
      return isRight;
    },
    shown: () => shown,
  };
}

function changedKey({ host, port, hostKey }: SftpSettings, expected: string, shown: string): WherryError {
  const by = hostKey === null ? 'recorded at the first login' : "set in the rule's host key";
  return new WherryError(
    'host-key-changed',
    `${host}:${port} shows the host key ${shown}, but ${expected} was ${by}; nothing was sent to it`,
    {
      kind: 'config',
      hint: "Ask the server's operator whether the key was changed. Only if they confirm the new fingerprint, set it as the host key of the rule.",
    },
  );
}
