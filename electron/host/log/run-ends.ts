// How each run has ended, as a line of the log, whoever has started it.
import type { Events } from '#engine/events.ts';
import type { Log } from '#engine/log.ts';

export function logRunEnds(events: Events, log: Log, nameOf: (ruleId: string) => string): void {
  events.subscribe((event) => {
    if (event.type !== 'run-ended') return;
    const { run, error } = event;
    const ruleLog = log.about({ rule: nameOf(run.ruleId) });
    if (error !== null && run.state === 'failed') {
      ruleLog.error(`${error.message}${error.hint === null ? '' : `. ${error.hint}`}`);
    }
    const { state, succeeded, failed, waiting } = run;
    const more = waiting > 0 ? `, ${waiting} to be tried again` : '';
    if (succeeded + failed + waiting === 0) ruleLog.info(`run ${state}: no files`);
    else ruleLog.info(`run ${state}: ${succeeded} succeeded, ${failed} failed${more}`);
  });
}
