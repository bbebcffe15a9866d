// At start: what a crash has left half done. Only under the lock of the data directory.
import type { Rule } from '#shared/rule.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';

/** See [Note: why a command is not run again after a crash]. */
export function recover(store: Store, rule: Rule, log: Log, why = 'Wherry died'): void {
  store.interruptRuns(rule.id);
  for (const { id, name } of store.active(rule.id)) {
    const file = store.recover(id, (step) => rule.steps[step]?.idempotent ?? false, why);
    const about = log.about({ file: id });
    if (file.state === 'interrupted') {
      about.error(
        `${name}: ${file.reason}; it is not run again. "wherry retry ${id}" runs it, "wherry skip ${id}" leaves it`,
      );
    } else {
      about.warn(`${name}: ${why}; it goes on at ${file.position}`);
    }
  }
}
