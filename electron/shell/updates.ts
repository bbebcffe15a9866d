// Updates by electron-updater: off until the settings name a feed and switch them on. An update is downloaded when the
// person asks, or once a day, and installed when the application is quit.
import { app } from 'electron';
import updater from 'electron-updater';
import type { AppSettings } from '#shared/settings.ts';

const DAY_MS = 86_400_000;

export interface Updates {
  /** In force from now on. */
  follow(settings: AppSettings['updates']): void;
  /** What was found, in words. Never throws. */
  check(): Promise<string>;
}

export function createUpdates(log: (message: string) => void): Updates {
  const { autoUpdater } = updater;
  autoUpdater.logger = null;
  autoUpdater.autoInstallOnAppQuit = true;
  let settings: AppSettings['updates'] = { isEnabled: false, feedUrl: null };
  let timer: NodeJS.Timeout | null = null;

  async function check(): Promise<string> {
    if (!settings.isEnabled || settings.feedUrl === null) return 'Updates are switched off.';
    if (!app.isPackaged) return 'This is not an installed application, so it is not updated.';
    try {
      autoUpdater.setFeedURL({ provider: 'generic', url: settings.feedUrl });
      const found = await autoUpdater.checkForUpdates();
      if (found === null || !found.isUpdateAvailable) return `Wherry ${app.getVersion()} is the newest version.`;
      return `Version ${found.updateInfo.version} is being downloaded and is installed when Wherry is quit.`;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return `The feed could not be read: ${reason.split('\n')[0]}`;
    }
  }

  return {
    check,
    follow(next) {
      settings = next;
      if (timer !== null) clearInterval(timer);
      timer = next.isEnabled ? setInterval(() => void check().then(log), DAY_MS) : null;
    },
  };
}
