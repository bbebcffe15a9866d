// Runs the real electron-builder with the real electron-builder.yml over a copy of the project, offline.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { makeFakeElectron, type Platform } from './fake-electron.ts';

const root = join(import.meta.dirname, '../..');

/** Of Wherry. */
export const VERSION = versionIn('package.json');

/** What lies about in a checkout and must never be packed. */
export const PLANTED = [
  '.env',
  'secrets.json',
  'settings.json',
  'wherry.db',
  'default.ini',
  'electron/main.ts',
  'test/main.test.ts',
  'dist/app/main/main.mjs.map',
  'dist/app/renderer/assets/index.js.map',
  'dist/types/main.d.ts',
  'resources/make-icons.ts',
];

/** Stands for what Vite builds, where nothing has been built yet. It imports what the bundle leaves outside of itself. */
const TINY_APP = {
  'main/main.mjs':
    "import 'electron';\nimport '@napi-rs/keyring';\nawait import('node-notifier');\nawait import('koffi');\n",
  'preload/preload.cjs': "require('electron');\n",
  'renderer/index.html': '<!doctype html><title>Wherry</title>\n',
  'renderer/assets/index.js': 'export {};\n',
};

/** Copies into `folder` what electron-builder reads, with what Vite has built where it has. */
export function copyProject(folder: string): void {
  for (const name of ['package.json', 'package-lock.json', 'electron-builder.yml', 'LICENSE', 'resources']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const path of productionPackages()) cpSync(join(root, path), join(folder, path), { recursive: true });
  const isBuilt = ['main/main.mjs', 'preload/preload.cjs', 'renderer/index.html'].every((name) =>
    existsSync(join(root, 'dist/app', name)),
  );
  if (isBuilt) cpSync(join(root, 'dist/app'), join(folder, 'dist/app'), { recursive: true });
  else for (const [name, content] of Object.entries(TINY_APP)) write(join(folder, 'dist/app', name), content);
  for (const name of PLANTED) write(join(folder, name), 'planted');
}

/** Where the packaged app of a platform lies. */
export interface PackagedApp {
  /** The folder, on macOS the bundle. */
  folder: string;
  /** What the fuses are read from. */
  executable: string;
  resources: string;
}

export async function packageApp(project: string, platform: Platform): Promise<PackagedApp> {
  const electron = join(project, `electron-${platform}`);
  const version = versionIn('node_modules/electron/package.json');
  makeFakeElectron(platform, electron, version);
  const args = [
    `--${platform}`,
    'dir',
    '--x64',
    '--publish',
    'never',
    `-c.electronDist=${electron}`,
    `-c.electronVersion=${version}`,
  ];
  const cli = join(root, 'node_modules/electron-builder/cli.js');
  const builder = spawn(process.execPath, [cli, ...args, `-c.directories.output=release-${platform}`], {
    cwd: project,
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  });
  const ended = new Promise<number | null>((resolve) => builder.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(builder.stdout), text(builder.stderr), ended]);
  if (code !== 0) throw new Error(`electron-builder ended with ${code} for ${platform}:\n${stdout}${stderr}`);
  return whereIs(platform, join(project, `release-${platform}`));
}

function whereIs(platform: Platform, output: string): PackagedApp {
  if (platform === 'mac') {
    const folder = join(output, 'mac/Wherry.app');
    return { folder, executable: folder, resources: join(folder, 'Contents/Resources') };
  }
  const folder = join(output, `${platform}-unpacked`);
  const executable = join(folder, platform === 'win' ? 'Wherry.exe' : 'wherry');
  return { folder, executable, resources: join(folder, 'resources') };
}

/** Installed packages that are not for development only, as `node_modules/…`. Copies: electron-builder follows no links. */
function productionPackages(): string[] {
  const Lock = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });
  const { packages } = Lock.parse(readJson('package-lock.json'));
  return Object.keys(packages).filter((path) => path !== '' && !packages[path]?.dev && existsSync(join(root, path)));
}

function versionIn(path: string): string {
  return z.object({ version: z.string() }).parse(readJson(path)).version;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
