// The store cannot be written, as when its disk is full: people are told past it, once an hour while this process lives.
import type { Rule } from '#shared/rule.ts';
import type { Clock } from './clock.ts';
import { toWherryError, type WherryError } from './errors.ts';
import type { Log } from './log.ts';
import { aboutRun } from './notifications.ts';
import type { Notifier } from './notifiers/notifier.ts';

export interface ToldWithoutStore {
  /** Never throws. @param runError the run's own error, told rather than that of the store where there is one */
  tell(runError: WherryError | null, storeError: WherryError): Promise<void>;
}

export interface ToldWithoutStoreDeps {
  rule: Rule;
  notifiers: readonly Notifier[];
  clock: Clock;
  log: Log;
  redact(text: string): string;
}

const REMIND_MS = 3_600_000;
const SEND_TIMEOUT_MS = 60_000;

export function createToldWithoutStore(deps: ToldWithoutStoreDeps): ToldWithoutStore {
  const { rule, notifiers, clock, log, redact } = deps;
  let toldAt = -Infinity;

  return {
    async tell(runError, storeError) {
      log.error(`alarms and mails cannot be stored: ${storeError.message}`);
      if (clock.now() - toldAt < REMIND_MS || rule.mail === null) return;
      toldAt = clock.now();
      try {
        const notification = aboutRun(rule, runError ?? storeError, redact);
        for (const notifier of notifiers) await notifier.notify(notification, AbortSignal.timeout(SEND_TIMEOUT_MS));
      } catch (thrown) {
        log.warn(`the mail about it could not be sent: ${redact(toWherryError(thrown).message)}`);
      }
    },
  };
}
