// What nobody has caught: a defect of Wherry. The engine is made for a death at any moment, so the process ends rather
// than go on in an unknown state; a promise that nobody waits for is told and survived.
import { app, dialog } from 'electron';
import type { Log } from '#engine/log.ts';
import { toWherryError } from '#engine/errors.ts';

export function watchForDefects(log: Pick<Log, 'error'>): void {
  process.on('unhandledRejection', (reason) => log.error(`nobody waited for this: ${inFull(reason)}`));
  process.on('uncaughtException', (error) => {
    log.error(`ended by a defect: ${inFull(error)}`);
    dialog.showErrorBox(
      'Wherry has ended by a defect of its own',
      `${error.message}\n\nStart it again: what was under way goes on, or waits for you on the page Attention. The log has the details.`,
    );
    app.exit(1);
  });
}

function inFull(thrown: unknown): string {
  const { message, stack } = toWherryError(thrown);
  return stack ?? message;
}
