// When people are told: of each file, merged when there are many in a run; of a run's own error once an hour while it
// lasts; of silence once a day; and once that it is over. What is told is in the store until it was sent.
import type { Notice } from '#shared/event.ts';
import type { FileRow } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import type { Run } from '#shared/run.ts';
import type { Clock } from './clock.ts';
import { toWherryError, type WherryError } from './errors.ts';
import type { Log } from './log.ts';
import { createMailOutbox } from './mail-outbox.ts';
import { aboutFile, aboutRun, alert } from './notifications.ts';
import { merge } from './notifiers/digest.ts';
import type { Heartbeat } from './notifiers/heartbeat.ts';
import type { Notification, Notifier } from './notifiers/notifier.ts';
import type { RunEnd } from './run.ts';
import { noFile, noSuccess } from './silence.ts';
import type { Store } from './store/store.ts';
import { createToldWithoutStore } from './told-without-store.ts';

export interface TellPeople {
  /** A file whose work has ended, before its report is delivered. */
  file(file: FileRow): void;
  /** About the rule as a whole; sent at the end of the run. */
  alert(title: string, detail: string): void;
  /**
   * Raises and clears alarms, sends what the run has collected, pings the heartbeat. Never throws.
   * @param quietUntil until then (epoch ms) a run's own error is no alarm: the machine has just woken up (b61)
   */
  runEnded(end: RunEnd, quietUntil?: number): Promise<void>;
  /** Between runs, by a timer: tells of a run that does not end, sends mails that wait. Never throws. */
  check(quietUntil?: number): Promise<void>;
  /** After the last run; waits for what is being sent. The store may be closed after it. */
  close(): Promise<void>;
}

export interface TellPeopleDeps {
  rule: Rule;
  notifiers: readonly Notifier[];
  /** Null: none is wanted. */
  heartbeat: Heartbeat | null;
  store: Store;
  clock: Clock;
  log: Log;
  redact(text: string): string;
  /** Shown on this machine's own screen, whether or not mails are sent. */
  show(notice: Notice): void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Keys of alarms; a run's own error has its code behind it. */
const [RUN, NO_FILE, NO_SUCCESS] = ['run:', 'no-file', 'no-success'] as const;

export function createTellPeople(deps: TellPeopleDeps): TellPeople {
  const { rule, notifiers, heartbeat, store, clock, log, redact } = deps;
  const { id, mail, alarms } = rule;
  const digestAbove = mail?.digestAbove ?? null;
  const outbox = createMailOutbox(deps);
  const withoutStore = createToldWithoutStore(deps);

  /** Null where nobody wants it. */
  function wanted(notification: Notification): Notification | null {
    const recipients = notification.kind === 'success' ? mail?.successTo : mail?.alertTo;
    const isWanted = recipients !== undefined && recipients.length > 0 && notifiers.length > 0;
    return isWanted ? notification : null;
  }

  function raise(key: string, notification: Notification, remindMs: number, afterMs = 0): boolean {
    const isTold = store.raiseAlarm(id, key, { afterMs, remindMs, mail: wanted(notification) });
    if (isTold) show('failure', notification);
    return isTold;
  }

  function show(kind: Notice['kind'], { title, entries }: Notification, fileId: number | null = null): void {
    if (!(kind === 'failure' ? rule.notify.failure : rule.notify.success)) return;
    deps.show({ kind, ruleId: id, ruleName: rule.name, title, detail: entries[0]?.detail ?? '', fileId });
  }

  function clear(key: string, title: string, detail: string): void {
    const notification = alert(rule, title, detail);
    if (!store.clearAlarms(id, key, wanted(notification))) return;
    log.info(`${title}: ${detail}`);
    show('recovered', notification);
  }

  function tellSilence(key: string, title: string, detail: string): void {
    if (raise(key, alert(rule, title, detail), DAY_MS)) log.error(`${title}: ${detail}`);
  }

  function judgeError(error: WherryError | null): void {
    if (error === null) return clear(RUN, 'works again', 'The last run worked again.');
    const afterMs = error.kind === 'transient' ? alarms.transientAfterMs : 0;
    raise(`${RUN}${error.code}`, aboutRun(rule, error, redact), HOUR_MS, afterMs);
  }

  function judgeFiles(): void {
    if (alarms.noFileMs === null) return;
    const silence = noFile(store.activity(id), alarms.noFileMs);
    if (silence !== null) tellSilence(NO_FILE, 'no new file', silence);
    else clear(NO_FILE, 'files arrive again', 'The last run found a new file.');
  }

  function judgeSuccess(): void {
    if (alarms.noSuccessMs === null) return;
    const silence = noSuccess(store.activity(id), alarms.noSuccessMs, clock.now());
    if (silence !== null) tellSilence(NO_SUCCESS, 'no run has succeeded', silence);
  }

  function judge(state: Run['state'], error: WherryError | null): void {
    judgeError(error);
    if (error === null) judgeFiles();
    if (state !== 'succeeded') judgeSuccess();
    else clear(NO_SUCCESS, 'a run has succeeded again', 'Every file of the last run succeeded, or none was due.');
  }

  function warnOfUnsent(runId: number): void {
    const givenUp = store.giveUpMails(id);
    if (givenUp > 0) log.error(`${givenUp} ${givenUp === 1 ? 'mail was' : 'mails were'} given up, never sent`);
    const { count, lastError } = store.unsentMails(id);
    if (lastError === null) return;
    store.warnOfRun(runId, `${count} ${count === 1 ? 'mail' : 'mails'} not sent yet: ${lastError}`);
  }

  return {
    file(file) {
      const story = aboutFile(rule, file);
      show(file.outcome === 'succeeded' ? 'success' : 'failure', story, file.id);
      const notification = wanted(story);
      if (notification === null) return;
      store.tellOfFile(file, notification, digestAbove !== null);
      if (digestAbove === null) outbox.sendSoon();
    },
    alert(title, detail) {
      const notification = alert(rule, title, detail);
      show('failure', notification);
      if (wanted(notification) !== null) store.putMail(id, notification);
    },
    async runEnded({ run, error }, quietUntil = 0) {
      const isSilenced = error !== null && clock.now() < quietUntil;
      const pinged = isSilenced ? null : heartbeat?.ping(run);
      try {
        if (run.state !== 'cancelled' && !isSilenced) judge(run.state, error);
        store.releaseMails(id, (stories) => merge(stories, digestAbove));
        if (!isSilenced) await outbox.send();
        warnOfUnsent(run.id);
      } catch (thrown) {
        await withoutStore.tell(error, toWherryError(thrown));
      }
      await pinged;
    },
    async check(quietUntil = 0) {
      try {
        if (clock.now() < quietUntil) return;
        judgeSuccess();
        await outbox.send();
      } catch (thrown) {
        await withoutStore.tell(null, toWherryError(thrown));
      }
    },
    async close() {
      await outbox.ended();
      for (const notifier of notifiers) await notifier.close();
    },
  };
}
