// Why the application cannot start, where a person sees it: there is no window and no tray then.
import { app, dialog } from 'electron';
import { toWherryError } from '#engine/errors.ts';

/** Ends the process. */
export function tellStartFailure(thrown: unknown): void {
  const error = toWherryError(thrown);
  const next = error.kind === 'internal' ? (error.stack ?? '') : (error.hint ?? '');
  process.stderr.write(`Wherry cannot start: ${error.message}\n${next}\n`);
  dialog.showErrorBox('Wherry cannot start', `${error.message}\n\n${next}`);
  app.exit(1);
}
