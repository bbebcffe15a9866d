// The icon in the tray: draws what tray-view.ts says.
import path from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import {
  quittingView,
  trayView,
  type TrayAction,
  type TrayFacts,
  type TrayItem,
  type TrayState,
  type TrayView,
} from './tray-view.ts';

export interface TrayIcon {
  /** Null: the engine does not answer. */
  show(facts: TrayFacts | null): void;
  /** From now on it tells only what is waited for. */
  showQuitting(names: readonly string[]): void;
  /** Twice is fine. */
  destroy(): void;
}

/** @param icons the folder with the images */
export function createTrayIcon(icons: string, act: (action: TrayAction) => void): TrayIcon {
  const tray = new Tray(imageOf(icons, 'idle'));
  let shown: TrayView | null = null;
  let isQuitting = false;

  function drawImage(): void {
    tray.setImage(imageOf(icons, shown?.state ?? 'idle'));
  }

  function draw(view: TrayView): void {
    if (tray.isDestroyed()) return;
    const before = shown;
    shown = view;
    if (before?.state !== view.state) drawImage();
    if (before?.tooltip !== view.tooltip) tray.setToolTip(view.tooltip);
    // A menu that is open is closed by setting another one, on some platforms.
    if (JSON.stringify(before?.groups) !== JSON.stringify(view.groups)) tray.setContextMenu(menuOf(view.groups, act));
  }

  nativeTheme.on('updated', drawImage);
  tray.on('click', () => {
    // On macOS a click opens the menu.
    if (process.platform !== 'darwin') act({ kind: 'show', route: null });
  });
  return {
    show(facts) {
      if (!isQuitting) draw(trayView(facts));
    },
    showQuitting(names) {
      isQuitting = true;
      draw(quittingView(names));
    },
    destroy() {
      nativeTheme.off('updated', drawImage);
      if (!tray.isDestroyed()) tray.destroy();
    },
  };
}

/** macOS colours a template image by itself; elsewhere the image is for the colour of the task bar. */
function imageOf(icons: string, state: TrayState): NativeImage {
  if (process.platform === 'darwin') {
    const image = nativeImage.createFromPath(path.join(icons, `tray-${state}Template.png`));
    image.setTemplateImage(true);
    return image;
  }
  // Windows has a mode of its own for its task bar.
  const isWindows = process.platform === 'win32';
  const { shouldUseDarkColors, shouldUseDarkColorsForSystemIntegratedUI } = nativeTheme;
  const isDark = isWindows ? shouldUseDarkColorsForSystemIntegratedUI : shouldUseDarkColors;
  return nativeImage.createFromPath(
    path.join(icons, `tray-${state}-${isDark ? 'dark' : 'light'}.${isWindows ? 'ico' : 'png'}`),
  );
}

function menuOf(groups: readonly TrayItem[][], act: (action: TrayAction) => void): Menu {
  const parts = groups.flatMap((items, index): MenuItemConstructorOptions[] => [
    ...(index === 0 ? [] : [{ type: 'separator' as const }]),
    ...items.map((item) => menuItem(item, act)),
  ]);
  return Menu.buildFromTemplate(parts);
}

function menuItem({ id, label, action, isTicked, items }: TrayItem, act: (action: TrayAction) => void) {
  // An ampersand would make a letter with a line below of it.
  const options: MenuItemConstructorOptions = { id, label: label.replaceAll('&', '&&') };
  options.enabled = action !== null || items !== undefined;
  if (isTicked !== undefined) Object.assign(options, { type: 'checkbox', checked: isTicked });
  if (items !== undefined) options.submenu = items.map((item) => menuItem(item, act));
  // A tick follows the click at once, the menu's next state only when it is known.
  if (action !== null) options.click = (item) => act('isOn' in action ? { ...action, isOn: item.checked } : action);
  return options;
}
