// The menu of the application: what macOS needs for copy and paste, and what zooms everywhere. Elsewhere Alt shows it.
import { Menu, type MenuItemConstructorOptions } from 'electron';

export function setApplicationMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(process.platform)));
}

/** @param platform as process.platform says */
export function template(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const edit: MenuItemConstructorOptions = { role: 'editMenu' };
  const window: MenuItemConstructorOptions = { role: 'windowMenu' };
  if (platform === 'darwin') return [{ role: 'appMenu' }, edit, view, window];
  const file: MenuItemConstructorOptions = { label: 'File', submenu: [{ role: 'close' }, { role: 'quit' }] };
  return [file, edit, view];
}
