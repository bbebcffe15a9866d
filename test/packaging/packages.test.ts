// What electron-builder.yml makes for each system, checked offline: electron-builder is the real one, only Electron's own
// binary is a fake. Installers (NSIS, DMG, AppImage, deb) and signatures are made by the workflow and not seen here.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource } from 'pe-library';
import { Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Platform } from './fake-electron.ts';
import { importedPackages } from './imported-packages.ts';
import { copyProject, packageApp, type PackagedApp, PLANTED, VERSION } from './package-app.ts';

/** Each costs some six seconds; CI has all three, a developer's run one. */
const PLATFORMS: Platform[] = process.env.CI ? ['linux', 'mac', 'win'] : ['linux'];

/** What may be in the asar of each platform; whatever matches nothing here is one file too many. */
const ALLOWED = [
  /^package\.json$/,
  /^LICENSE$/,
  /^dist\/app\/main\/((chunks\/)?[\w.-]+\.mjs|licenses\.md)$/,
  /^dist\/app\/preload\/preload\.cjs$/,
  /^dist\/app\/renderer\/(index\.html|licenses\.md|assets\/[\w.@-]+\.(js|css|svg|png|woff2))$/,
  /^resources\/icons\/icon\.png$/,
  /^node_modules\/@napi-rs\/keyring(-[\w-]+)?\/(index|keytar)\.js$/,
  /^node_modules\/@napi-rs\/keyring(-[\w-]+)?\/(package\.json|LICENSE[\w.-]*)$/,
  /^node_modules\/@napi-rs\/keyring-[\w-]+\/keyring\.[\w-]+\.node$/,
];
const ALLOWED_TRAY: Record<Platform, RegExp> = {
  linux: /^resources\/icons\/tray\/tray-\w+-(light|dark)(@2x)?\.png$/,
  mac: /^resources\/icons\/tray\/tray-\w+Template(@2x)?\.png$/,
  win: /^resources\/icons\/tray\/tray-\w+-(light|dark)\.ico$/,
};
const MAY_BE_MISSING = [
  // Tells people by the headless engine; the app has Electron's notifications.
  { name: 'node-notifier', isDynamic: true },
  { name: 'koffi', isDynamic: true },
  // ssh2 tries it, to put its ciphers in order, and does without.
  { name: 'cpu-features', isDynamic: false },
  // Text of the modules that these would write to files ("standalone"), which nobody asks for here.
  { name: 'ajv', isDynamic: false },
  { name: 'ajv-formats', isDynamic: false },
  { name: 'fast-json-stringify', isDynamic: false },
  // Signs requests that go to several regions at once (multi-region access points), which Wherry does not offer.
  { name: '@aws-sdk/signature-v4a', isDynamic: false },
];
/** Everything that is ours; Electron itself has some 250 MB on top. */
const ASAR_BUDGET_BYTES = 12 * 1024 * 1024;
const UNPACKED_BUDGET_BYTES = 8 * 1024 * 1024;
/** Scripts and styles that the page's HTML names: what is read before anything is painted. Some 900 KiB now. */
const FIRST_PAINT_BUDGET_BYTES = 1.1 * 1024 * 1024;

const project = mkdtempSync(join(tmpdir(), 'wherry-package-'));
const packaged = new Map<Platform, PackagedApp>();

beforeAll(async () => {
  copyProject(project);
  await Promise.all(PLATFORMS.map(async (platform) => packaged.set(platform, await packageApp(project, platform))));
}, 180_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

function appOf(platform: Platform): PackagedApp {
  const app = packaged.get(platform);
  if (!app) throw new Error(`${platform} was not packaged`);
  return app;
}

const asarOf = (platform: Platform): string => join(appOf(platform).resources, 'app.asar');

/** Files in the asar with `/`, folders left out. */
function filesIn(asar: string): string[] {
  const paths = listPackage(asar, { isPack: false }).map((path) => path.slice(1).replaceAll('\\', '/'));
  return paths.filter((path) => !('files' in statFile(asar, path)));
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe.each(PLATFORMS)('the package for %s', (platform) => {
  test('holds what runs and nothing else', () => {
    const allowed = [...ALLOWED, ALLOWED_TRAY[platform]];
    const files = filesIn(asarOf(platform));
    expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
    for (const pattern of allowed.filter((pattern) => !pattern.test('dist/app/renderer/index.html'))) {
      expect(files).toContainEqual(expect.stringMatching(pattern));
    }
    expect(files).toContain('dist/app/renderer/index.html');
    expect(files.filter((file) => PLANTED.includes(file))).toEqual([]);
  });

  test('keeps outside of the asar only what the system loads itself', () => {
    const files = filesBelow(join(appOf(platform).resources, 'app.asar.unpacked'));
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !file.endsWith('.node'))).toEqual([]);
  });

  test('stays small', () => {
    const asarBytes = statSync(asarOf(platform)).size;
    const unpacked = filesBelow(`${asarOf(platform)}.unpacked`);
    const unpackedBytes = unpacked.reduce((sum, file) => sum + statSync(file).size, 0);
    console.info(`${platform}: app.asar ${kibibytes(asarBytes)}, beside it ${kibibytes(unpackedBytes)}`);
    expect(asarBytes).toBeLessThan(ASAR_BUDGET_BYTES);
    expect(unpackedBytes).toBeLessThan(UNPACKED_BUDGET_BYTES);
  });

  test('paints its first page from little', () => {
    const asar = asarOf(platform);
    const html = extractFile(asar, 'dist/app/renderer/index.html').toString();
    const named = [...html.matchAll(/"\.\/(assets\/[\w.-]+\.(?:js|css))"/g)].map(
      ([, file]) => `dist/app/renderer/${file}`,
    );
    const bytes = named.reduce((sum, file) => sum + extractFile(asar, file).length, 0);
    console.info(`${platform}: ${named.length} scripts and styles before the first paint, ${kibibytes(bytes)}`);
    expect(bytes).toBeLessThan(FIRST_PAINT_BUDGET_BYTES);
  });

  test('names no feed for updates, only where the updater may keep its files', () => {
    const text = readFileSync(join(appOf(platform).resources, 'app-update.yml'), 'utf8');
    const settings = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(settings).toEqual(['updaterCacheDirName: wherry-updater']);
  });

  test('cannot be turned into a plain Node, be debugged, or load other code', async () => {
    const fuses = await getCurrentFuseWire(appOf(platform).executable);
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
    });
  });

  test('starts where package.json says, and names no development in it', () => {
    const text = extractFile(asarOf(platform), 'package.json').toString('utf8');
    const { main } = JSON.parse(text) as { main: string };
    expect(filesIn(asarOf(platform))).toContain(main);
    expect(text).not.toMatch(/devDependencies|scripts/);
  });
});

test('whatever the main bundle imports is in the package, but for what is never reached or may be missing', () => {
  const packed = filesIn(asarOf('linux'));
  const missing = packed
    .filter((file) => file.startsWith('dist/app/main/'))
    .flatMap((file) => importedPackages(extractFile(asarOf('linux'), file).toString('utf8')))
    .filter(({ name }) => !packed.includes(`node_modules/${name}/package.json`));
  expect(missing.filter((imported) => !MAY_BE_MISSING.some((other) => isDeepStrictEqual(imported, other)))).toEqual([]);
});

test.runIf(process.platform === 'linux')('the keychain module loads from the package', () => {
  const extracted = join(project, 'extracted');
  extractAll(asarOf('linux'), extracted);
  cpSync(`${asarOf('linux')}.unpacked`, extracted, { recursive: true });
  const require = createRequire(join(extracted, 'dist/app/main/main.mjs'));
  expect(require.resolve('@napi-rs/keyring')).toContain(extracted);
  expect(require('@napi-rs/keyring')).toHaveProperty('Entry');
});

test('on Linux the program is called wherry, and only the languages of the app come along', () => {
  const { folder } = appOf('linux');
  expect(existsSync(join(folder, 'wherry'))).toBe(true);
  expect(readdirSync(join(folder, 'locales')).toSorted()).toEqual(['de.pak', 'en-US.pak']);
});

test.runIf(PLATFORMS.includes('mac'))(
  'on macOS it lives in the menu bar, checks its asar, and asks for no camera',
  () => {
    const plist = readFileSync(join(appOf('mac').folder, 'Contents/Info.plist'), 'utf8');
    const valueOf = (key: string): string | undefined =>
      new RegExp(`<key>${key}</key>\\s*<(?:string>([^<]*)|(true|false)/>)`).exec(plist)?.slice(1).find(Boolean);
    expect(valueOf('CFBundleIdentifier')).toBe('app.wherry.desktop');
    expect(valueOf('CFBundleName')).toBe('Wherry');
    expect(valueOf('CFBundleShortVersionString')).toBe(VERSION);
    expect(valueOf('LSUIElement')).toBe('true');
    expect(valueOf('hash')).toMatch(/^[0-9a-f]{64}$/);
    expect(plist).not.toMatch(/Camera|Microphone|Bluetooth/);
    const icon = readFileSync(join(appOf('mac').resources, valueOf('CFBundleIconFile') ?? ''));
    expect(icon.equals(readFileSync(join(project, 'resources/icons/icon.icns')))).toBe(true);
  },
);

test.runIf(PLATFORMS.includes('win'))('on Windows the program has our icon, our names and our version', () => {
  const exe = NtExecutable.from(readFileSync(appOf('win').executable), { ignoreCert: true });
  const { entries } = NtExecutableResource.from(exe);
  const [info] = Resource.VersionInfo.fromEntries(entries);
  const [language] = info?.getAllLanguagesForStringValues() ?? [];
  expect(language && info?.getStringValues(language)).toMatchObject({
    CompanyName: 'The Wherry authors',
    ProductName: 'Wherry',
    FileDescription: 'Wherry',
    LegalCopyright: expect.stringContaining('The Wherry authors'),
    ProductVersion: expect.stringContaining(VERSION),
  });
  const sizes = Resource.IconGroupEntry.fromEntries(entries).flatMap(({ icons }) =>
    icons.map(({ width }) => width || 256),
  );
  expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
});

function kibibytes(bytes: number): string {
  return `${Math.round(bytes / 1024).toLocaleString('en')} KiB`;
}
