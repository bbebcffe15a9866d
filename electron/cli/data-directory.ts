// Where the state of an INI lives, unless --data-dir or WHERRY_DATA_DIR name a folder.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WherryError } from '#engine/errors.ts';

/** A folder that was named is used as it is; by default each INI gets one of its own, so that two never mix. */
export function dataDirectory(named: string | undefined, configPath: string): string {
  const chosen = named ?? process.env['WHERRY_DATA_DIR'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  const real = fs.existsSync(configPath) ? fs.realpathSync(configPath) : path.resolve(configPath);
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 8);
  return path.join(applicationData(), 'wherry', `${path.parse(real).name}-${hash}`);
}

/** Where the application keeps its rules and their state; the desktop app and `wherry serve` share it. */
export function appDirectory(named: string | undefined): string {
  const chosen = named ?? process.env['WHERRY_DATA_DIR'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  return path.join(applicationData(), 'wherry', 'app');
}

/** Of one engine that runs several INIs: must be named, as none of them is more its owner than the others. @throws `usage` */
export function commonDataDirectory(named: string | undefined, configs: readonly string[]): string {
  const isNamed = [named, process.env['WHERRY_DATA_DIR']].some((name) => name !== undefined && name !== '');
  if (configs.length > 1 && !isNamed) {
    throw new WherryError('usage', `${configs.length} settings files need one folder for their state`, {
      kind: 'config',
      hint: 'Name it with --data-dir PATH, or in WHERRY_DATA_DIR.',
    });
  }
  return dataDirectory(named, path.resolve(configs[0]!));
}

/** The platform's folder for it, the same that Electron's `appData` names. */
function applicationData(): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? path.join(os.homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support');
  return process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config');
}
