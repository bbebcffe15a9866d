// The one window: a sandboxed page of our own files. Closing it keeps the application in the tray.
import { app, BrowserWindow, nativeTheme } from 'electron';
import type { Places } from './names-and-places.ts';
import { PAGE_ORIGIN } from './page-protocol.ts';
import { readBounds, writeBounds } from './window-bounds.ts';

export interface MainWindow {
  /** Null until it was shown for the first time. */
  browserWindow(): BrowserWindow | null;
  /** In front, with the keyboard. @param route `/files/12`; by default what it shows already */
  show(route?: string): void;
  /** For good. Twice is fine. */
  close(): void;
}

/** The surface of the page, by scheme: what is seen until its styles are there. */
const BACKGROUND = { light: '#ffffff', dark: '#10191e' };

/** @param onHide the person has closed the window, and the application goes on in the tray */
export function createMainWindow(places: Places, onHide: () => void): MainWindow {
  let window: BrowserWindow | null = null;
  let isEnding = false;

  function open(route: string): BrowserWindow {
    const opened = new BrowserWindow({
      ...readBounds(places.data),
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Wherry',
      autoHideMenuBar: true,
      // Elsewhere the program itself has one.
      ...(process.platform === 'linux' ? { icon: places.icon } : {}),
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: {
        preload: places.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
      },
    });
    opened.once('ready-to-show', () => opened.show());
    opened.on('close', (event) => {
      writeBounds(places.data, opened.getNormalBounds());
      if (isEnding) return;
      event.preventDefault();
      opened.hide();
      setInDock(false);
      onHide();
    });
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    let hasLoaded = false;
    opened.webContents.once('did-finish-load', () => {
      hasLoaded = true;
    });
    // A page that died comes back, with what the engine knows; nothing of the engine was in it. One that dies before it
    // is there would do so again and again: it waits until it is asked for.
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      process.stderr.write(`wherry: the page has ended (${reason})\n`);
      if (reason === 'clean-exit' || isEnding) return;
      const comesBack = hasLoaded && opened.isVisible();
      opened.destroy();
      if (comesBack) window = open('/files');
    });
    load(opened, route);
    return opened;
  }

  return {
    browserWindow: () => window,
    show(route) {
      setInDock(true);
      if (window === null) {
        window = open(route ?? '/files');
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (route !== undefined) goTo(window, route);
    },
    close() {
      isEnding = true;
      window?.close();
    },
  };
}

function load(window: BrowserWindow, route: string): void {
  window.loadURL(`${PAGE_ORIGIN}/index.html#${route}`).catch((error: unknown) => {
    process.stderr.write(`wherry: the page cannot be loaded (${String(error)})\n`);
  });
}

/** The page goes there by itself (preload.ts), so that it keeps what a person has typed. */
function goTo({ webContents }: BrowserWindow, route: string): void {
  const send = (): void => webContents.send('wherry:show', route);
  if (webContents.isLoading()) webContents.once('did-finish-load', send);
  else send();
}

/** macOS: an application of the menu bar, which is in the dock while its window is open. */
function setInDock(isThere: boolean): void {
  if (process.platform === 'darwin') app.setActivationPolicy(isThere ? 'regular' : 'accessory');
}
