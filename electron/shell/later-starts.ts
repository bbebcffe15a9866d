// How it was started, and what becomes of later starts: there is one Wherry per data directory, and it shows itself.
import { app } from 'electron';

/** Given at a start by the system: the window stays closed. */
export const IN_BACKGROUND = '--background';

/** By the system, at login. */
export function isBackgroundStart(): boolean {
  if (process.argv.includes(IN_BACKGROUND)) return true;
  // macOS hands no arguments to login items.
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

/**
 * A second start, or a click in the dock, shows the window. One that comes before the engine is open is kept until then.
 * @returns to be called when it can be shown
 */
export function showAtSecondStart(show: () => void): () => void {
  const { promise: open, resolve } = Promise.withResolvers<void>();
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(IN_BACKGROUND)) void open.then(show);
  });
  app.on('activate', () => void open.then(show));
  return resolve;
}
