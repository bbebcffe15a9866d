// Brings the machine to what the settings say, at the start and whenever they are saved: start at login, updates, and
// the loopback server of this application.
import type { AppSettings } from '#shared/settings.ts';
import type { Log } from '#engine/log.ts';
import { toWherryError } from '#engine/errors.ts';
import { askLink, type Link } from './link.ts';
import { setStartAtLogin } from './login-item.ts';
import { notify } from './notify.ts';
import type { Updates } from './updates.ts';

export interface LocalServer {
  /** Repeatable. @throws where the port cannot be had */
  follow(settings: AppSettings['server']): Promise<void>;
  close(): Promise<void>;
}

export interface SettingsInForceDeps {
  link: Link;
  updates: Updates;
  /** Null: attached to an engine that has its own. */
  server: LocalServer | null;
  log: Pick<Log, 'error'>;
}

/** @returns the function that ends it */
export function followSettings({ link, updates, server, log }: SettingsInForceDeps): () => void {
  /** One after another: a server that is being closed gives its port back before the next one takes it. */
  let last = Promise.resolve();
  const told = new Set<string>();

  /** None keeps another one from being tried. */
  async function attempt(what: string, bring: () => Promise<void> | void): Promise<void> {
    try {
      await bring();
    } catch (thrown) {
      const { message, hint } = toWherryError(thrown);
      log.error(`${what}: ${message}`);
      if (!told.has(message)) notify({ title: `${what} does not work`, body: [message, hint].join('\n').trim() });
      told.add(message);
    }
  }

  async function follow(): Promise<void> {
    await attempt('Settings', async () => {
      const { settings } = await askLink(link, 'settings.get', {});
      await attempt('Start at login', () => setStartAtLogin(settings.startsAtLogin));
      await attempt('Updates', () => updates.follow(settings.updates));
      await attempt('The local server', async () => await server?.follow(settings.server));
    });
  }

  function followSoon(): void {
    last = last.then(follow);
  }

  followSoon();
  return link.subscribe((event) => {
    if (event.type === 'settings-changed') followSoon();
  });
}
