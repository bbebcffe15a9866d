// The state of everything, in one SQLite file: synchronous verbs, each one transaction. What a crash finds is what
// the last verb that returned has left.
//
// [Note: what is on the disk before something follows from it] A kill of this process loses nothing that was committed;
// a power cut loses what the system has not put on the disk yet. Of the verbs that move a file on its way, who is about to
// do something outside of the store because of one waits for `onDisk` first. All other verbs are there when they return.
import type { FileFilter } from '#shared/api-files.ts';
import type { FileRow, FileState, Outcome, Position } from '#shared/file.ts';
import type { JsonObject } from '#shared/json.ts';
import type { Run } from '#shared/run.ts';
import type { Clock } from '../clock.ts';
import type { Notification } from '../notifiers/notifier.ts';
import type { HostKeys, SourceFile } from '../sources/source.ts';
import type { StepResult } from '../steps/step.ts';
import { type Activity, createAlarms } from './alarms.ts';
import { openDatabase } from './database.ts';
import { createDiscover, type Discovered } from './discover.ts';
import { createFileList, type FilePage } from './file-list.ts';
import { createFileVerbs } from './file-verbs.ts';
import { createHostKeys } from './host-keys.ts';
import { createMails, type UnsentMails, type WaitingMail } from './mails.ts';
import { createOutbox, type OutboxReport } from './outbox.ts';
import { createQueries, type FileStory } from './queries.ts';
import { createRuleStates, type RuleStates } from './rule-states.ts';
import { createMaintenance } from './maintenance.ts';
import { createRebuild } from './rebuild.ts';
import { createRuns } from './runs.ts';

/** How the work on a file ended; `error` is redacted and begins with the step. */
export type Ending = { outcome: 'succeeded' } | { outcome: 'failed'; error: string };

export interface Store {
  /**
   * Files that a page brought, new or known, in its order.
   * @param isTold default: true; the source is told of successes, so that a done file that it lists all the same is reported again
   */
  discover(ruleId: string, files: SourceFile[], isTold?: boolean): Discovered[];
  /**
   * What the verbs before the call have left survives a power cut when it resolves. To be awaited after `claim`, `reserve`,
   * `begin` and `conclude`, before what follows from them. Throws `store-full` and `store-io` (transient).
   */
  onDisk(): Promise<void>;
  /** ready, or waiting and due -> active. */
  claim(fileId: number): FileRow;
  /** The source has accepted the claim. */
  claimed(fileId: number): FileRow;
  reserve(fileId: number, localPath: string): FileRow;
  /** So many bytes of its unfinished download are on the disk for good. No move: the file's story does not tell it. */
  received(fileId: number, bytes: number): void;
  begin(fileId: number, position: Position): FileRow;
  /** From one position to another, with the result of the step that ended, if one did. */
  advance(fileId: number, from: Position, to: Position, result?: StepResult): FileRow;
  /** All work is over: to position `report`, and the report is put into the outbox. */
  conclude(fileId: number, from: Position, ending: Ending, result?: StepResult): FileRow;
  wait(fileId: number, nextAttemptAt: number, reason: string, countsAsFailure: boolean): FileRow;
  /** @param isUnwanted the source has refused the claim, so that it is certain that the file is not ours */
  release(fileId: number, reason: string, isUnwanted?: boolean): FileRow;
  /** The source has accepted the report: done, failed, or quarantined after `quarantineAfter` failures. */
  finish(fileId: number, quarantineAfter: number, isTold?: boolean): FileRow;
  /** active -> ready, or interrupted (and reported as failed) where a step had begun that must not be run again. */
  recover(fileId: number, isIdempotent: (step: number) => boolean, why: string): FileRow;
  requeue(fileId: number, who: string): FileRow;
  skip(fileId: number, who: string): FileRow;
  /** A person says that the work is done: its success is put into the outbox. */
  markDone(fileId: number, who: string): FileRow;

  /** Reports that are due, oldest first, with the file that they are about. */
  dueReports(ruleId: string): OutboxReport[];
  /** Of a file whose state does not wait for it (interrupted, done again). */
  delivered(reportId: number, isTold?: boolean): void;
  undelivered(reportId: number, nextTryAt: number, error: string): void;
  reportOf(fileId: number): OutboxReport | null;
  /** Everything in the outbox, by file. */
  owedReports(): Map<number, Outcome>;

  /** Files to work on now: listed, ours already, or asked for; those first that have waited longest. */
  due(ruleId: string, listed: ReadonlySet<number>): FileRow[];
  active(ruleId: string): FileRow[];
  /** True where another unfinished file of any rule has that path. */
  isReserved(localPath: string, fileId: number): boolean;
  file(fileId: number): FileRow | null;
  known(ruleId: string, ref: string): FileRow | null;
  /** By our number, or by the source's own id (its newest content). */
  find(id: string): FileRow | null;
  files(page: FilePage): FileRow[];
  countFiles(filter: Partial<FileFilter>): number;
  /** Every state, also those of no file. */
  countByState(ruleId: string | null): Record<FileState, number>;
  story(fileId: number): FileStory;

  startRun(ruleId: string): Run;
  finishRun(run: Run): Run;
  /** Runs that a crash has left running. */
  interruptRuns(ruleId: string): void;
  /** Newest first. @param ruleId null: of all rules */
  runs(limit: number, offset?: number, ruleId?: string | null): Run[];
  /** What a person should know of a run besides its error. */
  warnOfRun(runId: number, warning: string): void;

  /** Puts the mail about a file's end into the outbox, once for each report; a crash may make us come here again. */
  tellOfFile(file: FileRow, notification: Notification, isHeld: boolean): void;
  /** About a rule as a whole. */
  putMail(ruleId: string, notification: Notification): void;
  /** The held ones, put together by `merge`, are due now. */
  releaseMails(ruleId: string, merge: (held: Notification[]) => Notification[]): void;
  /** At most 100, those first that were tried least: one that is always refused does not hold up the others. */
  dueMails(ruleId: string): WaitingMail[];
  mailSent(mailId: number): void;
  mailNotSent(mailId: number, nextTryAt: number, error: string): void;
  /** Drops mails older than three days, and above 100 the oldest, successes first. @returns how many */
  giveUpMails(ruleId: string): number;
  unsentMails(ruleId: string): UnsentMails;

  /**
   * True, and the mail is in the outbox, where people are to be told now: `afterMs` after it was raised for the first
   * time, then every `remindMs` until it is cleared.
   */
  raiseAlarm(
    ruleId: string,
    key: string,
    options: { afterMs: number; remindMs: number; mail: Notification | null },
  ): boolean;
  /** Of keys that begin so. True, and the mail is in the outbox, where people had been told of one. */
  clearAlarms(ruleId: string, prefix: string, mail: Notification | null): boolean;
  activity(ruleId: string): Activity;

  rules: RuleStates;
  /** Made up with the database; names this installation in claims. */
  installation: string;
  /** With the record as the source has it now. */
  refresh(fileId: number, meta: JsonObject): FileRow;
  /** Removes a portion of what is only history and older than that. @returns how many rows; 0: there is no more */
  prune(before: number): number;
  /** Gives a portion of what became free back to the disk. */
  compact(): void;
  /** False: it cannot even be opened. */
  isReadable(): boolean;
  /** Only under the lock. @returns the name of the damaged database, in whose place there is a new one now; null: it is sound */
  setAsideIfDamaged(): string | null;
  /** For each database that lies set aside beside this one, these rules have to be rebuilt; those of an older call stay. */
  beginRebuild(ruleIds: readonly string[]): void;
  /** Names of the databases after whose loss the rule was not yet rebuilt. */
  pendingRebuild(ruleId: string): string[];
  finishRebuild(ruleId: string): void;

  hostKeys: HostKeys;
  close(): void;
}

export type { Activity, Discovered, FileStory, Outcome, OutboxReport, UnsentMails, WaitingMail };

/** @param onChange told of a file after each verb that has moved it */
export function createStore(file: string, clock: Clock, onChange: (file: FileRow) => void): Store {
  const db = openDatabase(file);
  const now = () => clock.now();
  return {
    onDisk: () => db.onDisk(),
    ...createDiscover(db, now),
    ...announcing(createFileVerbs(db, now), onChange),
    ...createOutbox(db, now),
    ...createQueries(db, now),
    ...createFileList(db),
    ...createRuns(db, now),
    ...createMails(db, now),
    ...createAlarms(db, now),
    rules: createRuleStates(db, now),
    get installation() {
      return String(db.get('select id from installation')!['id']);
    },
    ...createRebuild(db, now),
    ...createMaintenance(db, now),
    received: (fileId, bytes) => void db.run('update file set part_bytes = ? where id = ?', bytes, fileId),
    hostKeys: createHostKeys(db, now),
    close: () => db.close(),
  };
}

type FileVerb = (...input: never[]) => FileRow;

function announcing<T extends Record<keyof T, FileVerb>>(verbs: T, onChange: (file: FileRow) => void): T {
  const entries = Object.entries<FileVerb>(verbs).map(([name, verb]) => [
    name,
    (...input: never[]) => {
      const file = verb(...input);
      onChange(file);
      return file;
    },
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names with functions of the same types
  return Object.fromEntries(entries) as T;
}
