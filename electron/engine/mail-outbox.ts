// Sends the mails that wait in the store: oldest first, one after another. The first that cannot be sent ends the
// attempt, all are kept and tried again later; nothing of that changes a file (b65).
import type { Rule } from '#shared/rule.ts';
import { backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import { toWherryError } from './errors.ts';
import type { Log } from './log.ts';
import type { Notifier } from './notifiers/notifier.ts';
import type { Store, WaitingMail } from './store/store.ts';

export interface MailOutbox {
  /** Sends what is due. Never throws. */
  send(): Promise<void>;
  /** The same in the background, unless the last attempt failed: a server that is away is not asked at each file. */
  sendSoon(): void;
  /** The end of what is being sent. */
  ended(): Promise<void>;
}

export interface MailOutboxDeps {
  rule: Rule;
  notifiers: readonly Notifier[];
  store: Store;
  clock: Clock;
  log: Log;
  redact(text: string): string;
}

/** A mail server that hangs must not hold up the next run. */
const SEND_TIMEOUT_MS = 60_000;
/** After the second failure; the first is followed by the next run. */
const BACKOFF = { delayMs: 60_000, factor: 2, maxDelayMs: 900_000 };

export function createMailOutbox({ rule, notifiers, store, clock, log, redact }: MailOutboxDeps): MailOutbox {
  let sending: Promise<void> = Promise.resolve();
  let isAway = false;
  /** Under way, or waiting for one that is. */
  let passes = 0;

  async function sendOne({ id, notification, tries }: WaitingMail): Promise<boolean> {
    try {
      for (const notifier of notifiers) await notifier.notify(notification, AbortSignal.timeout(SEND_TIMEOUT_MS));
    } catch (thrown) {
      const { message, hint } = toWherryError(thrown);
      const reason = redact(message);
      store.mailNotSent(id, clock.now() + (tries === 0 ? 0 : backoffMs(BACKOFF, tries)), reason);
      const text = `mail "${notification.title}" could not be sent, it is kept and tried again: ${reason} ${hint ?? ''}`;
      if (tries === 0) log.warn(text.trimEnd());
      else log.debug(text.trimEnd());
      return false;
    }
    store.mailSent(id);
    if (tries > 0) log.info(`mail "${notification.title}" was sent at last`);
    return true;
  }

  /** Until nothing is due, so that what is put in meanwhile goes out as well. */
  async function sendDue(): Promise<void> {
    if (notifiers.length === 0) return;
    for (let due = store.dueMails(rule.id); due.length > 0; due = store.dueMails(rule.id)) {
      for (const mail of due) {
        isAway = !(await sendOne(mail));
        if (isAway) return;
      }
    }
  }

  async function sendAfter(earlier: Promise<void>): Promise<void> {
    passes++;
    await earlier;
    try {
      await sendDue();
    } catch (error) {
      log.error(`mails could not be looked after: ${toWherryError(error).message}`);
    }
    passes--;
  }

  return {
    send() {
      sending = sendAfter(sending);
      return sending;
    },
    sendSoon() {
      if (!isAway && passes === 0) sending = sendAfter(sending);
    },
    ended: () => sending,
  };
}
