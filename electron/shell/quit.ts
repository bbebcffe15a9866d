// Leaving: with nothing under way at once, else as the person chooses. What is under way is never just cut off: no new
// file is begun, downloads end, the command goes on within its grace time, and its end is stored.
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import type { Stopping } from '#engine/stopping.ts';

export interface QuitDeps {
  window: () => BrowserWindow | null;
  /** Names of the files that are being worked on. */
  underWay(): Promise<string[]>;
  /** Null: the engine is another process, which goes on. */
  stopping: Stopping | null;
  /** Resolves when schedules and runs have ended. */
  ended: Promise<void>;
  /** After that: closes everything. */
  close(): Promise<void>;
}

/** The answers of the dialog, in its order. */
const ANSWERS = ['Finish first', 'Quit now', 'Cancel'] as const;

export interface Quit {
  /** As the person asks for it. */
  request(): Promise<void>;
}

export function handleQuit(deps: QuitDeps): Quit {
  const { stopping, underWay } = deps;
  let isLeaving = false;

  /** Ends as `how` says, once; asked again, what is left is ended by force. */
  async function leave(how: 'finish' | 'stop' | 'kill'): Promise<void> {
    if (how === 'finish') stopping?.finish();
    else stopping?.request();
    if (how === 'kill' && !isLeaving) stopping?.request();
    if (isLeaving) return;
    isLeaving = true;
    try {
      if (stopping !== null) await deps.ended;
      stopping?.done();
      await deps.close();
    } finally {
      app.exit(0);
    }
  }

  async function request(): Promise<void> {
    const names = stopping === null ? [] : await underWay();
    const answer = names.length === 0 ? 'Finish first' : await ask(deps.window(), names);
    if (answer === 'Finish first') await leave('finish');
    if (answer === 'Quit now') await leave('kill');
  }

  app.on('before-quit', (event) => {
    event.preventDefault();
    void request();
  });
  // The session ends or the machine goes down: nobody can be asked.
  powerMonitor.on('shutdown', () => void leave('stop'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave('stop'));
  return { request };
}

async function ask(window: BrowserWindow | null, names: readonly string[]): Promise<(typeof ANSWERS)[number]> {
  const what = names.length === 1 ? `${names[0]} is still being worked on` : `${names.length} files are still being worked on`;
  const options = {
    type: 'question' as const,
    message: what,
    detail:
      'Finish first: Wherry begins no new file and quits when these are through.\n' +
      'Quit now: their commands are ended; the files are listed under Attention at the next start.',
    buttons: [...ANSWERS],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } = await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
  return ANSWERS[response] ?? 'Cancel';
}
