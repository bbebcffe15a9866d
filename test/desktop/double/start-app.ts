// Electron's start, for the double: puts the double in the place of the module `electron`, loads the -r modules, then
// imports the app's real compiled main.
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { started } from './command-line.ts';
import { electron } from './electron-module.ts';
import { nativeTheme } from './native-theme.ts';
import { openContents } from './web-contents.ts';

const require = createRequire(import.meta.url);
const told: { version: string } = require('electron/package.json');

// Electron's shape of a process: no script at argv[1].
process.argv.splice(1, 1);
Object.defineProperty(process, 'versions', {
  value: { ...process.versions, electron: told.version, chrome: '0.0.0-double' },
});
Object.assign(process, { type: 'browser', resourcesPath: join(started.appPath, '..'), defaultApp: true });

// Node finds the names for `import { app } from 'electron'` in the text of a CommonJS module.
Object.assign(globalThis, { __electronDouble: electron });
const MODULE_URL = 'double:electron';
const exported = Object.keys(electron).map((name) => `exports.${name} = globalThis.__electronDouble.${name};`);
registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/(main|common))?$/.test(specifier)
      ? { url: MODULE_URL, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === MODULE_URL ? { format: 'commonjs', source: exported.join('\n'), shortCircuit: true } : next(url, context),
});

nativeTheme.on('updated', () => {
  for (const contents of openContents.values()) contents._applyTheme();
});
// The double's own controls, for specs that say that they need the double.
Object.assign(globalThis, { __double: { setSystemDark: (isDark: boolean) => nativeTheme._setSystemDark(isDark) } });

// As in Electron, a handler of the app's own takes the place of this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => process.listenerCount(signal) === 1 && app.quit());
}

for (const preload of started.preloads) require(preload);
await import(pathToFileURL(started.main).href);
await app.whenReady();
