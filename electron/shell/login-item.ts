// Start at login: the system's login items on Windows and macOS, an autostart file (XDG) on Linux.
import fs from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/** Given at a start by the system: the window stays closed. */
export const IN_BACKGROUND = '--background';

/** Repeatable: brings the system to what is wanted. */
export function setStartAtLogin(isOn: boolean): void {
  if (process.platform === 'linux') {
    setAutostartFile(isOn);
    return;
  }
  if (app.getLoginItemSettings({ args: [IN_BACKGROUND] }).openAtLogin === isOn) return;
  app.setLoginItemSettings({ openAtLogin: isOn, args: [IN_BACKGROUND] });
}

function setAutostartFile(isOn: boolean): void {
  const folder = path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(app.getPath('home'), '.config'), 'autostart');
  const file = path.join(folder, 'wherry.desktop');
  if (!isOn) {
    fs.rmSync(file, { force: true });
    return;
  }
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, desktopEntry(process.env['APPIMAGE'] ?? process.execPath));
}

function desktopEntry(program: string): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Wherry',
    `Exec=${quoted(program)} ${IN_BACKGROUND}`,
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/** As the desktop entry specification wants arguments: in quotes, with `"`, backquote, `$` and backslash escaped, `%` doubled. */
function quoted(argument: string): string {
  return `"${argument.replaceAll(/["`$\\]/g, String.raw`\\$&`).replaceAll('%', '%%')}"`;
}
