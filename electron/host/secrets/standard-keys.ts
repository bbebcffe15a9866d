import { createCredentialKey } from './credential-key.ts';
import { createKeyFile } from './key-file.ts';
import { createKeychainKey } from './keychain-key.ts';
import type { MasterKey } from './master-key.ts';

/**
 * Where plain Node looks for the key, in this order. The desktop application puts Electron's safeStorage before the
 * last one.
 */
export function standardKeys(
  directory: string,
  environment: NodeJS.ProcessEnv,
  beforeKeyFile: readonly MasterKey[] = [],
): MasterKey[] {
  const credential = createCredentialKey(environment);
  const keychain = createKeychainKey();
  return [...(credential === null ? [] : [credential]), keychain, ...beforeKeyFile, createKeyFile(directory)];
}
