// The open windows and which one has the focus; what the app's quitting and the windows themselves must agree on.
import type { BrowserWindow } from './browser-window.ts';

export const openWindows = new Map<number, BrowserWindow>();

export const focus: { window: BrowserWindow | null } = { window: null };
