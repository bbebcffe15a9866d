// Updates by electron-updater: off until the settings name a feed and switch them on. An update is downloaded when it is
// found, and installed when the application is quit.
import { app } from 'electron';
import updater, { type AppUpdater } from 'electron-updater';
import type { AppSettings } from '#shared/settings.ts';
import type { Log } from '#engine/log.ts';
import { notify } from './notify.ts';

const DAY_MS = 86_400_000;

export interface Updates {
  /** In force from now on; where they are on, it is looked for one now and once a day. */
  follow(settings: AppSettings['updates']): void;
  /** What was found, in words. Never throws. */
  check(): Promise<string>;
  close(): void;
}

export function createUpdates(log: Pick<Log, 'info' | 'warn' | 'error'>): Updates {
  let settings: AppSettings['updates'] = { isEnabled: false, feedUrl: null };
  let timer: NodeJS.Timeout | null = null;
  let made: AppUpdater | null = null;

  /** Made when it is needed: it reads the installation. */
  function updaterOf(feedUrl: string): AppUpdater {
    if (made === null) {
      made = updater.autoUpdater;
      made.logger = { info: noteDown(log.info), warn: noteDown(log.warn), error: noteDown(log.error) };
      made.on('update-downloaded', ({ version }) => {
        notify({ title: `Wherry ${version} is ready`, body: 'It is installed when Wherry is quit.' });
      });
    }
    made.setFeedURL({ provider: 'generic', url: feedUrl });
    return made;
  }

  async function check(): Promise<string> {
    if (!settings.isEnabled || settings.feedUrl === null) return 'Updates are switched off.';
    if (!app.isPackaged) return 'This is not an installed application, so it is not updated.';
    try {
      const found = await updaterOf(settings.feedUrl).checkForUpdates();
      if (found === null || !found.isUpdateAvailable) return `Wherry ${app.getVersion()} is the newest version.`;
      return `Version ${found.updateInfo.version} is being downloaded and is installed when Wherry is quit.`;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return `The feed could not be read: ${reason.split('\n')[0]}`;
    }
  }

  async function checkAndLog(): Promise<void> {
    log.info(`updates: ${await check()}`);
  }

  function close(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  return {
    check,
    close,
    follow(next) {
      close();
      settings = next;
      if (!next.isEnabled || next.feedUrl === null) return;
      void checkAndLog();
      timer = setInterval(() => void checkAndLog(), DAY_MS);
    },
  };
}

function noteDown(write: (message: string) => void): (message: unknown) => void {
  return (message) => write(`updates: ${String(message)}`);
}
