// A file's story: what was done with it, when, why and by whom, and what its source has not been told yet.
import * as z from 'zod';
import { FileRow, Outcome } from './file.ts';

/** How a step ended; engine/steps/step.ts says what the fields mean. */
export const StepEnd = z.object({
  outcome: Outcome,
  ended: z.enum(['exit', 'timeout', 'cancelled', 'signal']),
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  durationMs: z.number(),
  commandLine: z.string(),
  stdoutTail: z.string(),
  stderrTail: z.string(),
  error: z.string().nullable(),
});

/** A report in the outbox. */
export const OwedReport = z.object({
  outcome: Outcome,
  error: z.string().nullable(),
  tries: z.int(),
  lastError: z.string().nullable(),
});

/** The detail of a `finish` after which nobody was told: a source that keeps no status. */
export const NOT_TOLD = 'the source is not told';

export const FileStory = z.object({
  file: FileRow,
  /** Oldest first. `verb` is one of TRANSITIONS, or `discover`, or `reported` where the source has accepted a status. */
  transitions: z.array(
    z.object({
      at: z.number(),
      verb: z.string(),
      state: z.string(),
      position: z.string(),
      /** Why, or who. */
      detail: z.string().nullable(),
    }),
  ),
  /** Oldest first; a retry is one of its own. */
  steps: z.array(z.object({ endedAt: z.number(), step: z.string(), result: StepEnd })),
  /** What the source was told last; null: nothing yet, or it is never told. */
  told: z.enum(['STARTED', 'SUCCESS', 'FAILED']).nullable(),
  /** Null: the source knows everything. */
  report: OwedReport.nullable(),
});
export type FileStory = z.infer<typeof FileStory>;

/** A file as it is listed. */
export const ListedFile = FileRow.extend({
  /** The status that the source has not accepted yet. */
  unreported: Outcome.nullable(),
});
export type ListedFile = z.infer<typeof ListedFile>;
