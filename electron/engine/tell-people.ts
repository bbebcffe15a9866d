// When people are told: of each file, merged when there are many in a run; of a run's own error once an hour.
// A mail that cannot be sent is a warning and changes nothing (b65).
import type { FileRow } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import type { Clock } from './clock.ts';
import { toWherryError, type WherryError } from './errors.ts';
import { escapeControls } from './escape-controls.ts';
import type { Log } from './log.ts';
import { createAlarm } from './notifiers/alarm.ts';
import { createDigest } from './notifiers/digest.ts';
import type { Notification, Notifier } from './notifiers/notifier.ts';

export interface TellPeople {
  file(file: FileRow): void;
  /** Sends what the run has collected, and the run's own error or its end. */
  runEnded(error: WherryError | null): Promise<void>;
  /** Stops nothing that is under way; call after the last run. */
  close(): Promise<void>;
}

export interface TellPeopleDeps {
  rule: Rule;
  notifiers: readonly Notifier[];
  clock: Clock;
  log: Log;
  redact(text: string): string;
}

/** A mail server that hangs must not hold up the next run. */
const SEND_TIMEOUT_MS = 60_000;

export function createTellPeople({ rule, notifiers, clock, log, redact }: TellPeopleDeps): TellPeople {
  const alarm = createAlarm(clock);
  const digest = createDigest({ digestAbove: rule.mail?.digestAbove ?? null });
  let sending: Promise<void> = Promise.resolve();

  function send(notification: Notification): void {
    sending = sendAfter(sending, notification);
  }

  async function sendAfter(earlier: Promise<void>, notification: Notification): Promise<void> {
    await earlier;
    for (const notifier of notifiers) {
      try {
        await notifier.notify(notification, AbortSignal.timeout(SEND_TIMEOUT_MS));
      } catch (thrown) {
        const error = toWherryError(thrown);
        log.warn(
          `mail "${notification.title}" could not be sent: ${redact(error.message)} ${error.hint ?? ''}`.trimEnd(),
        );
      }
    }
  }

  return {
    file(file) {
      for (const notification of digest.add(aboutFile(rule, file))) send(notification);
    },
    async runEnded(error) {
      for (const notification of digest.flush()) send(notification);
      if (error !== null && error.kind !== 'cancelled' && alarm.failed(error.code)) send(aboutRun(rule, error, redact));
      if (error === null && alarm.recovered()) send(recovered(rule));
      await sending;
    },
    async close() {
      for (const notifier of notifiers) await notifier.close();
    },
  };
}

function aboutFile(rule: Rule, file: FileRow): Notification {
  const succeeded = file.outcome === 'succeeded';
  const name = escapeControls(file.name);
  return {
    kind: succeeded ? 'success' : 'alert',
    rule: rule.name,
    title: `${name}: ${succeeded ? 'SUCCESS' : 'FAILED'}`,
    entries: [
      {
        file: file.name,
        externalId: file.externalId,
        step: file.failedAt === null ? null : stepName(rule, file),
        detail: file.reason !== null && !succeeded ? file.reason : `Saved as ${file.localPath ?? 'nothing'}`,
      },
    ],
  };
}

function stepName(rule: Rule, file: FileRow): string {
  const match = /^step:(\d+)$/.exec(file.failedAt ?? '');
  return match === null ? (file.failedAt ?? '') : (rule.steps[Number(match[1])]?.name ?? file.failedAt ?? '');
}

function aboutRun(rule: Rule, error: WherryError, redact: (text: string) => string): Notification {
  const hint = error.hint === null ? '' : `\n${error.hint}`;
  const entry = { file: null, externalId: null, step: null, detail: `${redact(error.message)}${hint}` };
  return { kind: 'alert', rule: rule.name, title: 'the run failed', entries: [entry] };
}

function recovered(rule: Rule): Notification {
  const entry = { file: null, externalId: null, step: null, detail: 'The last run worked again.' };
  return { kind: 'alert', rule: rule.name, title: 'works again', entries: [entry] };
}
