// Start at login: the system's login items on Windows and macOS, an autostart file (XDG) on Linux.
import fs from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { fileSystemError } from '#engine/file-system-error.ts';
import { desktopEntry } from './desktop-entry.ts';
import { IN_BACKGROUND } from './later-starts.ts';

/** Repeatable: brings the system to what is wanted. @throws where the autostart file cannot be written */
export function setStartAtLogin(isOn: boolean): void {
  const args = [...(app.isPackaged ? [] : [app.getAppPath()]), IN_BACKGROUND];
  if (process.platform === 'linux') {
    const program = process.env['APPIMAGE'] ?? process.execPath;
    setAutostartFile(isOn ? desktopEntry([program, ...args]) : null);
    return;
  }
  if (app.getLoginItemSettings({ args }).openAtLogin === isOn) return;
  app.setLoginItemSettings({ openAtLogin: isOn, args });
}

/** @param content null: it is to be gone */
function setAutostartFile(content: string | null): void {
  const folder = path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(app.getPath('home'), '.config'), 'autostart');
  const file = path.join(folder, 'wherry.desktop');
  try {
    if (content === null) {
      fs.rmSync(file, { force: true });
      return;
    }
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, content);
  } catch (error) {
    throw fileSystemError(file, error);
  }
}
