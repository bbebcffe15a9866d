// The one window: a sandboxed page of our own files, which can go nowhere else. Closing it keeps the application in the tray.
import path from 'node:path';
import { app, BrowserWindow, session, shell } from 'electron';
import { PAGE_ORIGIN } from './page-protocol.ts';
import { readBounds, writeBounds } from './window-bounds.ts';

/** Pages that may be opened in the browser from ours. */
const OUTSIDE = ['https://docs.bettrdata.io/'];

export interface MainWindow {
  /** Null until it was shown for the first time. */
  browserWindow(): BrowserWindow | null;
  /** In front, with the keyboard. @param route `/files/12`; by default what it shows already */
  show(route?: string): void;
  /** From now on closing it closes it. */
  letClose(): void;
}

/** @param onHide the person has closed the window, and the application goes on in the tray */
export function createMainWindow(dataDirectory: string, onHide: () => void): MainWindow {
  let window: BrowserWindow | null = null;
  let mayClose = false;

  function open(route: string): BrowserWindow {
    const opened = new BrowserWindow({
      ...readBounds(dataDirectory),
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Wherry',
      webPreferences: {
        preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
      },
    });
    opened.once('ready-to-show', () => opened.show());
    opened.on('close', (event) => {
      writeBounds(dataDirectory, opened.getNormalBounds());
      if (mayClose) return;
      event.preventDefault();
      opened.hide();
      onHide();
    });
    void opened.loadURL(`${PAGE_ORIGIN}/index.html#${route}`);
    return opened;
  }

  return {
    browserWindow: () => window,
    show(route) {
      if (window === null || window.isDestroyed()) {
        window = open(route ?? '/files');
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (route !== undefined) void window.loadURL(`${PAGE_ORIGIN}/index.html#${route}`);
    },
    letClose() {
      mayClose = true;
    },
  };
}

/** For every page that this process ever loads: no other address, no new window, no permission, no embedded page. */
export function lockPagesDown(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${PAGE_ORIGIN}/`)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (OUTSIDE.some((start) => url.startsWith(start))) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}
