// `npm start`, in a copy of the project that has an Electron of its own: a script that tells what it was started with.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PROJECT = resolve(import.meta.dirname, '../..');
const ONE_LINE = /^Electron is not installed here: .*npx install-electron.*npm run ui.*\n$/;
const CONFIG = "export default { build: { write: false }, builder: { buildApp: async () => console.log('built') } };";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wherry-start-'));
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'electron'));
  cpSync(join(PROJECT, 'electron/start.mjs'), join(root, 'electron/start.mjs'));
  write('package.json', '{ "type": "module" }');
  write('electron/main.ts', '');
});

afterEach(() => rmSync(root, { recursive: true }));

test('without the binary it says in one line what is missing and what to do instead, and builds nothing', async () => {
  const { code, out, errors } = await start(join(root, 'nothing'));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(errors).toMatch(ONE_LINE);
});

describe.skipIf(process.platform === 'win32')('with a binary', () => {
  beforeEach(() => {
    write('dist/app/main/main.mjs', '');
    write('dist/app/preload/preload.cjs', '');
    write('dist/app/renderer/index.html', '');
    write('bin/electron', '#!/bin/sh\necho "started $*"\nexit 7\n', 0o755);
    write('vite.config.ts', CONFIG);
    write('index.html', '');
    age('vite.config.ts', 'electron/main.ts', 'electron/start.mjs');
  });

  test('an app that is newer than its sources is started as it is; the exit code is its own', async () => {
    const { code, out } = await start(join(root, 'bin'), '--background');
    expect({ code, out }).toEqual({ code: 7, out: `started ${root} --background\n` });
  });

  test('an app that is older than a source is built first', async () => {
    age('dist/app/preload/preload.cjs', 'electron/start.mjs');
    write('electron/main.ts', '// newer');
    expect((await start(join(root, 'bin'))).out).toBe(`built\nstarted ${root}\n`);
  });

  test('an app that is not there is built first', async () => {
    rmSync(join(root, 'dist/app/main/main.mjs'));
    expect((await start(join(root, 'bin'))).out).toBe(`built\nstarted ${root}\n`);
  });
});

async function start(dist: string, ...args: string[]): Promise<{ code: number | null; out: string; errors: string }> {
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist };
  const child = spawn(process.execPath, [join(root, 'electron/start.mjs'), ...args], { env });
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('close', resolve).on('error', reject);
  const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, errors };
}

function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content, { mode });
}

function age(...paths: string[]): void {
  for (const path of paths) utimesSync(join(root, path), 1_000_000, 1_000_000);
}
