// Why the application cannot start, where a person sees it: there is no window and no tray then.
import { app, dialog } from 'electron';
import { toWherryError, type WherryError } from '#engine/errors.ts';

/** Ends the process. */
export async function tellStartFailure(thrown: unknown): Promise<void> {
  const error = toWherryError(thrown);
  const next = nextStep(error);
  process.stderr.write(`Wherry cannot start: ${error.message}\n${next}\n`);
  // Before it is ready, Linux would show nothing.
  await app.whenReady();
  dialog.showErrorBox('Wherry cannot start', `${error.message}\n\n${next}`);
  app.exit(1);
}

function nextStep({ code, kind, hint, stack }: WherryError): string {
  // The hint of the error is for the command line.
  if (code === 'locked') {
    return 'Stop that one (a "wherry run" in a terminal, or a service), then start Wherry again. One that was started by "wherry serve" could be shown here.';
  }
  if (kind === 'internal') return `This is a defect of Wherry.\n${stack ?? ''}`;
  return hint ?? 'Mend this, then start Wherry again.';
}
