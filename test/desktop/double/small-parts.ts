// The parts of Electron of which an app like this needs a line or two.
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { schemeOf, schemes } from './addresses.ts';
import { loudObject, makeLoud } from './loud.ts';

let copied = '';

export const clipboard = loudObject('clipboard', {
  readText: () => copied,
  writeText: (text: string) => {
    copied = text;
  },
  clear: () => {
    copied = '';
  },
} satisfies { [K in keyof Electron.Clipboard]?: unknown });

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1050 },
  workAreaSize: { width: 1920, height: 1050 },
  scaleFactor: 1,
};

class Screen extends EventEmitter {
  getPrimaryDisplay = () => display;
  getAllDisplays = () => [display];
  getDisplayMatching = () => display;
  getDisplayNearestPoint = () => display;
  getCursorScreenPoint = () => ({ x: 0, y: 0 });
}
makeLoud(Screen, 'screen');

export const screen = new Screen();

const shortcuts = new Map<string, () => void>();

export const globalShortcut = loudObject('globalShortcut', {
  register: (keys: string, run: () => void) => Boolean(shortcuts.set(keys, run)),
  unregister: (keys: string) => void shortcuts.delete(keys),
  unregisterAll: () => shortcuts.clear(),
  isRegistered: (keys: string) => shortcuts.has(keys),
} satisfies { [K in keyof Electron.GlobalShortcut]?: unknown });

export const net = loudObject('net', {
  fetch: async (url: string, init?: RequestInit): Promise<Response> => {
    const handler = schemes.get(schemeOf(url));
    return handler ? handler(new Request(url, init)) : fetch(url, init);
  },
  isOnline: () => true,
  online: true,
} satisfies { [K in keyof Electron.Net]?: unknown });

export const crashReporter = loudObject('crashReporter', {
  start: () => {},
} satisfies { [K in keyof Electron.CrashReporter]?: unknown });
