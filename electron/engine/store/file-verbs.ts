// The verbs that move one file; see TRANSITIONS in shared/file.ts.
import { type FileRow, type Position, stepIndex } from '#shared/file.ts';
import { NOT_TOLD } from '#shared/story.ts';
import type { StepResult } from '../steps/step.ts';
import type { Database } from './database.ts';
import { type Changes, moveFile } from './move-file.ts';
import { dropReport, putReport } from './outbox.ts';
import { fileOfRow } from './rows.ts';
import type { Ending, Store } from './store.ts';

type FileVerbs = Pick<
  Store,
  | 'claim'
  | 'claimed'
  | 'reserve'
  | 'begin'
  | 'advance'
  | 'conclude'
  | 'wait'
  | 'release'
  | 'finish'
  | 'recover'
  | 'requeue'
  | 'skip'
  | 'markDone'
>;

export function createFileVerbs(db: Database, now: () => number): FileVerbs {
  function stays(
    verb: 'claimed' | 'reserve' | 'begin',
    fileId: number,
    at: Position | null,
    changes: Changes,
  ): FileRow {
    return moveFile(db, now(), { verb, fileId, to: 'active', at, changes, detail: null, durable: 'later' });
  }

  /** Moves of a file on its way: who does what follows from one waits until it is on the disk. */
  function later(work: () => FileRow): FileRow {
    return db.transaction(work, 'later');
  }

  function saveResult(fileId: number, position: Position, result: StepResult | undefined): void {
    if (result === undefined) return;
    db.run(
      'insert into step_result (file_id, step, ended_at, result) values (?, ?, ?, ?)',
      fileId,
      position,
      now(),
      JSON.stringify(result),
    );
  }

  function current(fileId: number): FileRow | null {
    const row = db.get('select * from file where id = ?', fileId);
    return row === null ? null : fileOfRow(row);
  }

  function concludeIn(fileId: number, from: Position, ending: Ending): FileRow {
    const error = ending.outcome === 'failed' ? ending.error : null;
    putReport(db, now(), fileId, ending.outcome, error);
    return moveFile(db, now(), {
      verb: 'advance',
      fileId,
      to: 'active',
      at: from,
      changes: {
        position: 'report',
        step_started_at: null,
        outcome: ending.outcome,
        failed_at: ending.outcome === 'failed' ? from : null,
        reason: error,
      },
      detail: error,
    });
  }

  return {
    claim: (fileId) =>
      later(() => {
        const attempt = (current(fileId)?.attempt ?? 0) + 1;
        const changes = { attempt, next_attempt_at: null, claim_sent_at: now() };
        return moveFile(db, now(), {
          verb: 'claim',
          fileId,
          to: 'active',
          at: null,
          changes,
          detail: `attempt ${attempt}`,
        });
      }),
    // Forgotten, it is claimed once more as one that is ours perhaps.
    claimed: (fileId) => stays('claimed', fileId, null, { claimed_at: now() }),
    reserve: (fileId, localPath) => stays('reserve', fileId, null, { local_path: localPath }),
    begin: (fileId, position) => stays('begin', fileId, position, { step_started_at: now() }),
    advance: (fileId, from, to, result) =>
      // Forgotten after a download: its file is found under the name that is reserved for it.
      later(() => {
        saveResult(fileId, from, result);
        const changes = { position: to, step_started_at: null };
        return moveFile(db, now(), { verb: 'advance', fileId, to: 'active', at: from, changes, detail: null });
      }),
    conclude: (fileId, from, ending, result) =>
      later(() => {
        saveResult(fileId, from, result);
        return concludeIn(fileId, from, ending);
      }),
    wait: (fileId, nextAttemptAt, reason, countsAsFailure) =>
      db.transaction(() => {
        const failures = (current(fileId)?.failures ?? 0) + (countsAsFailure ? 1 : 0);
        // The mark of a command that could not be started, too: none is running.
        const changes = { next_attempt_at: nextAttemptAt, reason, failures, step_started_at: null };
        return moveFile(db, now(), { verb: 'wait', fileId, to: 'waiting', at: null, changes, detail: reason });
      }),
    release: (fileId, reason, isUnwanted = false) =>
      db.transaction(() => {
        const attempt = Math.max(0, (current(fileId)?.attempt ?? 1) - 1);
        const unsent = isUnwanted ? { claim_sent_at: null } : {};
        const changes = { attempt, reason, step_started_at: null, ...unsent };
        return moveFile(db, now(), { verb: 'release', fileId, to: 'ready', at: null, changes, detail: reason });
      }),
    // Forgotten, it is told to the source once more, which changes nothing there.
    finish: (fileId, quarantineAfter, isTold = true) =>
      later(() => {
        const file = current(fileId);
        const failures = (file?.failures ?? 0) + (file?.outcome === 'failed' ? 1 : 0);
        const failed = failures >= quarantineAfter ? 'quarantined' : 'failed';
        dropReport(db, fileId);
        return moveFile(db, now(), {
          verb: 'finish',
          fileId,
          to: file?.outcome === 'failed' ? failed : 'done',
          at: 'report',
          changes: { failures, finished_at: now(), next_attempt_at: null, requeued_at: null },
          detail: isTold ? null : NOT_TOLD,
        });
      }),
    recover: (fileId, isIdempotent, why) =>
      db.transaction(() => {
        const file = current(fileId);
        const step = file === null ? null : stepIndex(file.position);
        if (file === null || step === null || file.stepStartedAt === null || isIdempotent(step)) {
          const changes = { step_started_at: null };
          return moveFile(db, now(), { verb: 'recover', fileId, to: 'ready', at: null, changes, detail: why });
        }
        const reason = `interrupted: ${why} while the command was running; it is not known whether it was done`;
        putReport(db, now(), fileId, 'failed', reason);
        const changes = { outcome: 'failed', failed_at: file.position, reason, finished_at: now() };
        return moveFile(db, now(), { verb: 'recover', fileId, to: 'interrupted', at: null, changes, detail: reason });
      }),
    requeue: (fileId, who) =>
      db.transaction(() => {
        const file = current(fileId);
        dropReport(db, fileId);
        return moveFile(db, now(), {
          verb: 'requeue',
          fileId,
          to: 'ready',
          at: null,
          changes: {
            position: file?.failedAt ?? 'download',
            ...(file?.state === 'done' ? { local_path: null } : {}),
            outcome: null,
            failed_at: null,
            claimed_at: null,
            claim_sent_at: null,
            step_started_at: null,
            next_attempt_at: null,
            finished_at: null,
            failures: 0,
            requeued_at: now(),
          },
          detail: `by ${who}`,
        });
      }),
    skip: (fileId, who) =>
      db.transaction(() => {
        dropReport(db, fileId);
        const changes = { reason: `skipped by ${who}`, next_attempt_at: null };
        return moveFile(db, now(), { verb: 'skip', fileId, to: 'skipped', at: null, changes, detail: `by ${who}` });
      }),
    markDone: (fileId, who) =>
      db.transaction(() => {
        putReport(db, now(), fileId, 'succeeded', null);
        const changes = {
          position: 'report',
          outcome: 'succeeded',
          reason: `marked as done by ${who}`,
          failed_at: null,
          step_started_at: null,
          next_attempt_at: null,
          finished_at: now(),
        };
        return moveFile(db, now(), { verb: 'markDone', fileId, to: 'done', at: null, changes, detail: `by ${who}` });
      }),
  };
}
