// `npm start`: builds the desktop app where it is missing or older than its sources, then starts it in the real Electron.
// Electron's own package would download a missing binary at its first use; this only says what is missing.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);

const BUILT = ['main/main.mjs', 'preload/preload.cjs', 'renderer/index.html'].map((file) =>
  join(root, 'dist/app', file),
);
const SOURCES = ['electron', 'renderer', 'vite.config.ts', 'package-lock.json'].map((name) => join(root, name));

const binary = electronBinary();
if (!existsSync(binary)) {
  process.stderr.write(
    'Electron is not installed here: "npx install-electron" downloads its binary. Without it, "npm run ui" shows Wherry in your browser.\n',
  );
  process.exit(1);
}
if (isOutOfDate()) {
  const code = await run(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--app',
    '--logLevel',
    'warn',
  ]);
  if (code !== 0) process.exit(code);
}
process.exit(await run(binary, [root, ...process.argv.slice(2)]));

/** Where Electron's package would look, told without asking it. */
function electronBinary() {
  const folder = dirname(require.resolve('electron/package.json'));
  const told = join(folder, 'path.txt');
  const name = existsSync(told) ? readFileSync(told, 'utf8') : 'electron';
  return join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
}

function isOutOfDate() {
  if (!BUILT.every((file) => existsSync(file))) return true;
  const builtAt = Math.min(...BUILT.map((file) => statSync(file).mtimeMs));
  return SOURCES.filter((source) => existsSync(source)).some((source) => newestIn(source) > builtAt);
}

/** @param {string} path A file, or a folder with all that is below it. */
function newestIn(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const below = readdirSync(path, { recursive: true, withFileTypes: true });
  return Math.max(
    0,
    ...below.filter((entry) => entry.isFile()).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} The exit code; 1 where a signal ended it.
 */
function run(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
