// Which Electron the specs drive: the double, or the real binary with WHERRY_ELECTRON=real. Playwright asks the package
// `electron` for its binary, and that package honours ELECTRON_OVERRIDE_DIST_PATH.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

export const isRealElectron = process.env['WHERRY_ELECTRON'] === 'real';

if (!isRealElectron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(import.meta.dirname, 'double/bin');

/** The path of what the specs start. Never downloads: a real Electron that is not there throws. */
export function electronPath(): string {
  if (!isRealElectron) return join(import.meta.dirname, 'double/bin/electron');
  const folder = dirname(require.resolve('electron/package.json'));
  const told = join(folder, 'path.txt');
  const binary = existsSync(told) ? join(folder, 'dist', readFileSync(told, 'utf8')) : undefined;
  if (binary && existsSync(binary)) return binary;
  throw new Error('WHERRY_ELECTRON=real, but Electron has no binary here: npx install-electron gets it');
}
