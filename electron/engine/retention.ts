// After a run: the history that is older than the rules keep it goes, and the file of the database shrinks with it.
import { setImmediate as turn } from 'node:timers/promises';
import type { Rule } from '#shared/rule.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { toWherryError } from './errors.ts';
import type { Store } from './store/store.ts';

const DAY_MS = 86_400_000;
/** Of the time after a run; what is left over goes after the next one. */
const BUDGET_MS = 1_000;

/** With several rules the longest time counts. Never throws: history that stays does no harm. */
export async function keepSmall(
  store: Pick<Store, 'prune' | 'compact'>,
  rules: Iterable<Pick<Rule, 'keepDays'>>,
  { clock, log }: { clock: Clock; log: Log },
): Promise<void> {
  const startedAt = clock.now();
  const keepDays = Math.max(...Array.from(rules, (rule) => rule.keepDays));
  try {
    while (store.prune(startedAt - keepDays * DAY_MS) > 0 && clock.now() - startedAt < BUDGET_MS) await turn();
    store.compact();
  } catch (error) {
    log.warn(`old history could not be removed: ${toWherryError(error).message}`);
  }
}
