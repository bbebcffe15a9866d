// Electron's distribution as electron-builder sees it, a few KiB instead of 300 MB: names, Info.plist files, a Windows
// executable whose resources can be edited, and the wire of fuses. Nothing in it can be started.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fakeExe } from './fake-exe.ts';

export type Platform = 'linux' | 'mac' | 'win';

/** What marks the fuses inside a binary of Electron (@electron/fuses looks for it). */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
/** Electron 45's fuses as they are delivered, in the order of FuseV1Options. All the other way round from ours. */
const DELIVERED_FUSES = '101110011';

export function makeFakeElectron(platform: Platform, folder: string, version: string): void {
  const write = (path: string, content: string | Buffer = ''): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: 0o755 });
  };
  write('version', version);
  write('LICENSE');
  write('LICENSES.chromium.html');
  if (platform === 'mac') return writeMacApp(write);
  for (const language of ['de', 'en-US', 'fr']) write(`locales/${language}.pak`);
  mkdirSync(join(folder, 'resources'));
  if (platform === 'win') return write('electron.exe', fakeExe(fuseWire(), version));
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler']) write(name);
  write('electron', Buffer.concat([Buffer.from('\x7fELF', 'latin1'), fuseWire()]));
}

function fuseWire(): Buffer {
  return Buffer.concat([
    Buffer.from(FUSE_SENTINEL, 'latin1'),
    Buffer.from([FUSE_VERSION, DELIVERED_FUSES.length]),
    Buffer.from(DELIVERED_FUSES, 'latin1'),
  ]);
}

function writeMacApp(write: (path: string, content?: string | Buffer) => void): void {
  const bundle = (path: string, name: string): void => {
    write(`${path}/Contents/MacOS/${name}`, 'nothing');
    write(`${path}/Contents/Info.plist`, infoPlist(name));
  };
  bundle('Electron.app', 'Electron');
  const contents = 'Electron.app/Contents';
  for (const helper of ['', ' (Renderer)', ' (Plugin)', ' (GPU)']) {
    bundle(`${contents}/Frameworks/Electron Helper${helper}.app`, `Electron Helper${helper}`);
  }
  const framework = `${contents}/Frameworks/Electron Framework.framework`;
  write(`${framework}/Electron Framework`, fuseWire());
  for (const language of ['de', 'en', 'fr']) {
    write(`${contents}/Resources/${language}.lproj/locale.pak`);
    write(`${framework}/Versions/A/Resources/${language}.lproj/locale.pak`);
  }
  write(`${contents}/Resources/electron.icns`);
}

function infoPlist(name: string): string {
  const texts: Record<string, string> = {
    CFBundleExecutable: name,
    CFBundleIdentifier: `com.github.${name.replaceAll(/\W+/g, '-')}`,
    CFBundleName: name,
    NSCameraUsageDescription: 'This app needs access to the camera',
  };
  const entries = Object.entries(texts).map(([key, text]) => `<key>${key}</key><string>${text}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${entries.join('')}</dict></plist>`;
}
