// The way of a file: where it stands, and every move that it may make. The store asserts TRANSITIONS,
// tests are generated from it, ARCHITECTURE.md draws it.
import * as z from 'zod';
import { JsonObject } from './json.ts';

/**
 * What is to be done next: `download`, a step by its index (`step:0`), `report`.
 * A retry goes on at its position, so nothing is done twice.
 */
export const Position = z.union([
  z.literal('download'),
  z.templateLiteral(['step:', z.int().nonnegative()]),
  z.literal('report'),
]);
export type Position = z.infer<typeof Position>;

/**
 * How it stands:
 * - `ready`: known, nobody works on it. In: discover, release, recover, requeue. Out: claim, skip, markDone. A crash leaves it.
 * - `active`: one run works on it. In: claim. Out: advance to the end, wait, release, finish. After a crash: recover.
 * - `waiting`: the backlog; tried again at nextAttemptAt. In: wait. Out: claim, skip, markDone. A crash leaves it.
 * - `done`: all steps succeeded and the source has accepted it, or a person says so. In: finish, markDone. Out: requeue by a person.
 * - `failed`: told to the source as failed. In: finish. Out: requeue by a person or because the source lists it again.
 * - `skipped`: not wanted: virtual, or by a person. In: discover, skip. Out: requeue by a person.
 * - `interrupted`: a command had begun when we died, its end is unknown. In: recover. Out: requeue or skip by a person.
 * - `quarantined`: failed too often. In: finish. Out: requeue or skip by a person.
 */
export const FileState = z.enum([
  'ready',
  'active',
  'waiting',
  'done',
  'failed',
  'skipped',
  'interrupted',
  'quarantined',
]);
export type FileState = z.infer<typeof FileState>;

/** A position that is a step, by its index; null for the others. */
export function stepIndex(position: Position): number | null {
  return position.startsWith('step:') ? Number(position.slice('step:'.length)) : null;
}

/** States that wait for a person (the attention list). */
export const ATTENTION: readonly FileState[] = ['failed', 'interrupted', 'quarantined'];

/** From which states a verb may take a file, and into which it puts it. The store throws `stale-state` for anything else. */
export const TRANSITIONS = {
  claim: { from: ['ready', 'waiting'], to: ['active'] },
  /** The remote claim was accepted: from now on the file is ours across restarts. */
  claimed: { from: ['active'], to: ['active'] },
  /** The local name is taken before a file gets it, so that a crash in between can be told from a stranger's file. */
  reserve: { from: ['active'], to: ['active'] },
  /** Noted just before a command is spawned. */
  begin: { from: ['active'], to: ['active'] },
  /** To the next position; the end of a step, or of all the work (`report`), is stored with it. */
  advance: { from: ['active'], to: ['active'] },
  wait: { from: ['active'], to: ['waiting'] },
  release: { from: ['active'], to: ['ready'] },
  finish: { from: ['active'], to: ['done', 'failed', 'quarantined'] },
  recover: { from: ['active'], to: ['ready', 'interrupted'] },
  requeue: { from: ['done', 'failed', 'skipped', 'interrupted', 'quarantined'], to: ['ready'] },
  skip: { from: ['ready', 'waiting', 'failed', 'interrupted', 'quarantined'], to: ['skipped'] },
  /** A person says that the work is done: success is reported, nothing is run. */
  markDone: { from: ['ready', 'waiting', 'failed', 'interrupted', 'quarantined'], to: ['done'] },
} as const satisfies Record<string, { from: readonly FileState[]; to: readonly FileState[] }>;
export type Verb = keyof typeof TRANSITIONS;

export const Checksum = z.object({
  algorithm: z.literal('md5'),
  /** Lower-case. */ hex: z.string().regex(/^[0-9a-f]{32}$/),
});
export type Checksum = z.infer<typeof Checksum>;

/** How the work on a file ended, as the source is told. */
export const Outcome = z.enum(['succeeded', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

export const FileRow = z.object({
  /** The store's number of it; what `wherry retry` takes. */
  id: z.int(),
  ruleId: z.string(),
  /** Stable, unique in the rule, and names this content: other content of the same record is another file. */
  ref: z.string(),
  /** The source's own name of the record (BettrData's `_id`). */
  externalId: z.string(),
  /** As the source spells it: hostile; never a local path. */
  name: z.string(),
  sizeBytes: z.int().nullable(),
  checksum: Checksum.nullable(),
  /** The source's record, secrets removed. */
  meta: JsonObject,
  position: Position,
  state: FileState,
  /** Times that it was claimed. */
  attempt: z.int(),
  /** Failures since the last requeue by a person; b73 counts these. */
  failures: z.int(),
  nextAttemptAt: z.number().nullable(),
  /** When STARTED was about to be written. While claimedAt is null nobody knows whether it was: it is ours perhaps. */
  claimSentAt: z.number().nullable(),
  /** When the source accepted our claim (remote STARTED); null: it is not ours yet. */
  claimedAt: z.number().nullable(),
  /** When the step at `position` began; null: it has not begun. The mark that decides after a crash. */
  stepStartedAt: z.number().nullable(),
  /** Reserved before the download and kept up to date when the file is moved. Absolute. */
  localPath: z.string().nullable(),
  /** Bytes of its download that are on the disk for good, where its source can go on there; 0: none, or another source. */
  partBytes: z.int(),
  outcome: Outcome.nullable(),
  /** Where it failed, so that a requeue goes on there. */
  failedAt: Position.nullable(),
  /** Why it failed, waits or was skipped; redacted, beginning with the step's name. */
  reason: z.string().nullable(),
  /** A person asked for it again (b29), or the source listed a failed one again. */
  requeuedAt: z.number().nullable(),
  discoveredAt: z.number(),
  updatedAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type FileRow = z.infer<typeof FileRow>;
