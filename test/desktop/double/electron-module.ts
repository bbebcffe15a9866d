/// <reference types="electron" />
// The module `electron`, member by member. A new Electron with a member that is missing here is an error of types.
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { dialog, shell } from './dialog-and-shell.ts';
import { ipcMain } from './ipc-main.ts';
import { notCovered } from './loud.ts';
import { Menu, MenuItem } from './menu.ts';
import { MessageChannelMain } from './message-port.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { Notification } from './notification.ts';
import { powerMonitor, powerSaveBlocker } from './power.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { clipboard, crashReporter, globalShortcut, net, screen } from './small-parts.ts';
import { Tray } from './tray.ts';
import { openContents } from './web-contents.ts';

type Member = keyof typeof Electron.Main | keyof typeof Electron.Common;

const webContents = {
  getAllWebContents: () => [...openContents.values()],
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
  fromId: (id: number) => openContents.get(id),
  fromDevToolsTargetId: (id: string) => [...openContents.values()].find((contents) => contents._targetId === id),
};

export const electron: Record<Member, unknown> = {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
  autoUpdater: notCovered('autoUpdater'),
  BaseWindow: notCovered('BaseWindow'),
  BrowserView: notCovered('BrowserView'),
  ClipboardItem: notCovered('ClipboardItem'),
  contentTracing: notCovered('contentTracing'),
  desktopCapturer: notCovered('desktopCapturer'),
  ImageView: notCovered('ImageView'),
  inAppPurchase: notCovered('inAppPurchase'),
  IpcMainServiceWorker: notCovered('IpcMainServiceWorker'),
  netLog: notCovered('netLog'),
  pushNotifications: notCovered('pushNotifications'),
  ShareMenu: notCovered('ShareMenu'),
  sharedTexture: notCovered('sharedTexture'),
  systemPreferences: notCovered('systemPreferences'),
  TouchBar: notCovered('TouchBar'),
  utilityProcess: notCovered('utilityProcess'),
  View: notCovered('View'),
  webFrameMain: notCovered('webFrameMain'),
  WebContentsView: notCovered('WebContentsView'),
  WebSocket: notCovered('WebSocket'),
};
