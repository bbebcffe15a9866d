// The host as the command line opens it: settings by Conf, which reads what the desktop application's electron-store writes.
import fs from 'node:fs';
import Conf from 'conf';
import { systemClock } from '#engine/clock.ts';
import { fileSystemError } from '#engine/file-system-error.ts';
import { createHost, type Host } from '#host/host.ts';
import { standardKeys } from '#host/secrets/standard-keys.ts';
import { version } from './version.ts';

export interface AppHostOptions {
  /** It only looks, perhaps beside a running one. */
  isReader?: boolean;
  /** False: rules are listed only, and no keychain is bothered. */
  readsSecrets?: boolean;
}

export async function openAppHost(
  directory: string,
  { isReader = false, readsSecrets = true }: AppHostOptions = {},
): Promise<Host> {
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileSystemError(directory, error);
  }
  return await createHost({
    dataDirectory: directory,
    kind: 'headless',
    version: version(),
    clock: systemClock,
    openSettings: (options) => new Conf(options),
    keys: readsSecrets ? standardKeys(directory, process.env) : [],
    isReader,
  });
}
