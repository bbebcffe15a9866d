// The state of everything, in one SQLite file: synchronous verbs, each one transaction. What a crash finds is what
// the last verb that returned has left.
import type { FileRow, FileState, Outcome, Position } from '#shared/file.ts';
import type { Run } from '#shared/run.ts';
import type { Clock } from '../clock.ts';
import type { HostKeys, SourceFile } from '../sources/source.ts';
import type { StepResult } from '../steps/step.ts';
import { openDatabase } from './database.ts';
import { createDiscover, type Discovered } from './discover.ts';
import { createFileVerbs } from './file-verbs.ts';
import { createHostKeys } from './host-keys.ts';
import { createOutbox, type OutboxReport } from './outbox.ts';
import { createQueries, type FileStory } from './queries.ts';
import { createRuns } from './runs.ts';

/** How the work on a file ended; `error` is redacted and begins with the step. */
export type Ending = { outcome: 'succeeded' } | { outcome: 'failed'; error: string };

export interface Store {
  /** Files that a page brought, new or known, in its order. */
  discover(ruleId: string, files: SourceFile[]): Discovered[];
  /** ready, or waiting and due -> active. */
  claim(fileId: number): FileRow;
  /** The source has accepted the claim. */
  claimed(fileId: number): FileRow;
  reserve(fileId: number, localPath: string): FileRow;
  begin(fileId: number, position: Position): FileRow;
  /** From one position to another, with the result of the step that ended, if one did. */
  advance(fileId: number, from: Position, to: Position, result?: StepResult): FileRow;
  /** All work is over: to position `report`, and the report is put into the outbox. */
  conclude(fileId: number, from: Position, ending: Ending, result?: StepResult): FileRow;
  wait(fileId: number, nextAttemptAt: number, reason: string, countsAsFailure: boolean): FileRow;
  release(fileId: number, reason: string): FileRow;
  /** The source has accepted the report: done, failed, or quarantined after `quarantineAfter` failures. */
  finish(fileId: number, quarantineAfter: number): FileRow;
  /** active -> ready, or interrupted (and reported as failed) where a step had begun that must not be run again. */
  recover(fileId: number, isIdempotent: (step: number) => boolean, why: string): FileRow;
  requeue(fileId: number, who: string): FileRow;
  skip(fileId: number, who: string): FileRow;

  /** Reports that are due, oldest first, with the file that they are about. */
  dueReports(ruleId: string): OutboxReport[];
  /** Of a file whose state does not wait for it (interrupted, done again). */
  delivered(reportId: number): void;
  undelivered(reportId: number, nextTryAt: number, error: string): void;
  reportOf(fileId: number): OutboxReport | null;

  /** Files to work on now: listed, ours already, or asked for; those first that have waited longest. */
  due(ruleId: string, listed: ReadonlySet<number>): FileRow[];
  active(ruleId: string): FileRow[];
  /** True where another unfinished file of any rule has that path. */
  isReserved(localPath: string, fileId: number): boolean;
  file(fileId: number): FileRow | null;
  known(ruleId: string, ref: string): FileRow | null;
  /** By our number, or by the source's own id (its newest content). */
  find(id: string): FileRow | null;
  files(filter: { states: readonly FileState[] | null; limit: number; offset: number }): FileRow[];
  story(fileId: number): FileStory;

  startRun(ruleId: string): Run;
  finishRun(run: Run): Run;
  /** Runs that a crash has left running. */
  interruptRuns(ruleId: string): void;
  runs(limit: number): Run[];

  hostKeys: HostKeys;
  close(): void;
}

export type { Discovered, FileStory, Outcome, OutboxReport };

/** @param onChange told of a file after each verb that has moved it */
export function createStore(file: string, clock: Clock, onChange: (file: FileRow) => void): Store {
  const db = openDatabase(file);
  const now = () => clock.now();
  return {
    ...createDiscover(db, now),
    ...announcing(createFileVerbs(db, now), onChange),
    ...createOutbox(db, now),
    ...createQueries(db, now),
    ...createRuns(db, now),
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
