// Leaving: with nothing under way at once, else as the person chooses. What is under way is never just cut off: no new
// file is begun, downloads end, the command goes on within its grace time, and its end is stored.
import { app, powerMonitor, type BrowserWindow } from 'electron';
import type { Log } from '#engine/log.ts';
import { onStopSignal, type Stopping } from '#engine/stopping.ts';
import { askHowToQuit } from './ask-how-to-quit.ts';

export interface QuitDeps {
  window: () => BrowserWindow | null;
  log: Pick<Log, 'info' | 'error'>;
  /** Names of the files that are being worked on. */
  underWay(): Promise<string[]>;
  /** Null: the engine is another process, which goes on. */
  stopping: Stopping | null;
  /** Resolves when schedules and their runs have ended. */
  ended: Promise<void>;
  /** Told again and again, while these files are waited for. */
  onWaiting(names: readonly string[]): void;
  /** After that: waits for runs that were asked for by hand, and closes everything. */
  close(): Promise<void>;
}

export interface Quit {
  /** As the person asks for it. Never throws. */
  request(): Promise<void>;
}

/** `finish`: takes all the time that it needs. `stop`: the grace time. `kill`: at once. */
type How = 'finish' | 'stop' | 'kill';

const LOOK_MS = 500;

export function handleQuit(deps: QuitDeps): Quit {
  const { stopping, log } = deps;
  let isAsking = false;
  let leavingBy: How | null = null;

  /** Asked for again, what is left is ended by force. */
  async function leave(how: How): Promise<void> {
    if (stopping !== null) endWork(stopping, how);
    const isLeaving = leavingBy !== null;
    leavingBy = how;
    if (isLeaving) return;
    log.info(`Wherry is quitting (${how})`);
    const looks = setInterval(() => void showWaiting(), LOOK_MS);
    try {
      await showWaiting();
      await deps.ended;
      await deps.close();
      // Not before: a run by hand is waited for in `close`, and its command may need the end of the grace time.
      stopping?.done();
      app.exit(0);
    } catch (error) {
      log.error(`while quitting: ${String(error)}`);
      app.exit(1);
    } finally {
      clearInterval(looks);
    }
  }

  /** When the engine is closed already, nothing is waited for any more. */
  async function showWaiting(): Promise<void> {
    deps.onWaiting(await deps.underWay().catch(() => []));
  }

  async function request(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    try {
      const names = stopping === null ? [] : await deps.underWay();
      if (isDecided()) return;
      const answer = names.length === 0 ? 'finish' : await askHowToQuit(deps.window(), names, leavingBy !== null);
      if (answer !== 'stay') void leave(answer);
    } catch (error) {
      if (isDecided()) return;
      log.error(`quit without a question, since it could not be asked: ${String(error)}`);
      void leave('stop');
    } finally {
      isAsking = false;
    }
  }

  /** By a signal or by the person: the end is near, and there is nothing left to ask. */
  function isDecided(): boolean {
    return leavingBy === 'stop' || leavingBy === 'kill';
  }

  handleOtherEnds({ request, leave });
  return { request };
}

/** Asked for a second time, `stop` is `kill`. */
function endWork(stopping: Stopping, how: How): void {
  if (how === 'finish') stopping.finish();
  else stopping.request();
  if (how === 'kill') stopping.request();
}

/** Where Electron or the system begins it. */
function handleOtherEnds({ request, leave }: { request(): Promise<void>; leave(how: How): Promise<void> }): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    void request();
  });
  // The session ends or the machine goes down: nobody can be asked. Linux and macOS wait a little where they are asked to.
  powerMonitor.on('shutdown', (event?: { preventDefault?(): void }) => {
    event?.preventDefault?.();
    void leave('stop');
  });
  app.on('browser-window-created', (_event, window) => {
    window.on('session-end', () => void leave('stop')); // Windows
  });
  // After the application is ready, so that they take the place of Electron's own, which would ask.
  onStopSignal(() => void leave('stop'));
}
