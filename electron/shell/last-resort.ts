// What nobody has caught: a defect of Wherry. The engine is made for a death at any moment, so the process ends rather
// than go on in an unknown state; a promise that nobody waits for is told and survived.
import { app, dialog } from 'electron';
import type { Log } from '#engine/log.ts';
import { toWherryError } from '#engine/errors.ts';

/** @param ended of the schedules, which end by a request only */
export function watchForDefects(log: Pick<Log, 'error'>, ended: Promise<void>): void {
  function end(thrown: unknown): void {
    log.error(`ended by a defect: ${inFull(thrown)}`);
    dialog.showErrorBox(
      'Wherry has ended by a defect of its own',
      `${toWherryError(thrown).message}\n\nStart it again: what was under way goes on, or waits for you on the page Attention. The log has the details.`,
    );
    app.exit(1);
  }

  process.on('unhandledRejection', (reason) => log.error(`nobody waited for this: ${inFull(reason)}`));
  process.on('uncaughtException', end);
  // An application that is there and runs nothing would be believed.
  ended.catch(end);
}

function inFull(thrown: unknown): string {
  const { message, stack } = toWherryError(thrown);
  return stack ?? message;
}
