// What kit.cjs keeps in the main process, and how a spec reaches it.
import type Electron from 'electron';
import type { ElectronApplication } from 'playwright/test';

export interface Kit {
  trays: { tray: Electron.Tray; menu: Electron.Menu | null; toolTip: string; images: number }[];
  notifications: Electron.Notification[];
  opened: { by: 'openExternal' | 'openPath' | 'showItemInFolder'; what: string }[];
  dialogs: { dialog: string; options: unknown }[];
  answers: Map<string, unknown[]>;
}

declare global {
  /** In the main process of an app that was launched with kit.cjs. */
  var __kit: Kit; // oxlint-disable-line no-var -- a global is declared like this
  /** In the main process of the double only. */
  var __double: { setSystemDark(isDark: boolean): void }; // oxlint-disable-line no-var -- as above
}

export interface Notice {
  title: string;
  body: string;
}

export interface Notices {
  /** Those that are shown and not closed, oldest first. */
  all(): Promise<Notice[]>;
  /** A person clicks the newest one with this title. */
  click(title: string): Promise<void>;
}

export function createNotices(app: ElectronApplication): Notices {
  return {
    all: () => app.evaluate(() => __kit.notifications.map(({ title, body }) => ({ title, body }))),
    click: (title) =>
      app.evaluate((_electron, title) => {
        const notification = __kit.notifications.findLast((shown) => shown.title === title);
        const titles = __kit.notifications.map((shown) => shown.title).join(', ');
        if (!notification) throw new Error(`No notification "${title}" is shown, but: ${titles || 'none'}`);
        notification.emit('click', {});
      }, title),
  };
}
