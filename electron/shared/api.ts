// The contract: everything that can be asked of the engine, by name. CLI, IPC and REST all go through the one
// dispatch (engine/api/dispatch.ts), which parses the input and answers with data.
import * as z from 'zod';
import { ErrorData } from './error.ts';
import { FileRow, FileState } from './file.ts';
import { Run } from './run.ts';
import { FileStory, ListedFile } from './story.ts';
import { RulePause, Schedule } from './schedule.ts';

/** A line of "Test connection" and of `wherry check`. */
export const CheckResult = z.object({
  /** What was checked: `API login`, `SFTP login`, `remote path`. */
  title: z.string(),
  ok: z.boolean(),
  /** What was found, or what went wrong. */
  detail: z.string(),
  /** What to do next; one that is ok and has a hint is a warning. */
  hint: z.string().nullable(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** A file that a run would process now, and what it would do with it. */
export const PreviewFile = z.object({
  externalId: z.string(),
  name: z.string(),
  sizeBytes: z.int().nullable(),
  /** What the store knows of it: `new`, or its state there. */
  state: z.union([z.literal('new'), FileState]),
  /** Why it would not be processed; null: it would. */
  skip: z.string().nullable(),
  /** Where it would be put if nothing is in its way. */
  localPath: z.string(),
  /** Each command as it would run, secrets masked; or why it can't be rendered. */
  commands: z.array(z.object({ name: z.string(), commandLine: z.string().nullable(), error: z.string().nullable() })),
});
export type PreviewFile = z.infer<typeof PreviewFile>;

/** How a rule stands now. */
export const RuleStatus = z.object({
  ruleId: z.string(),
  name: z.string(),
  schedule: Schedule,
  isRunning: z.boolean(),
  /** Null: paused, counted from the end of a run under way, or nobody runs schedules. */
  nextRunAt: z.number().nullable(),
  pause: RulePause.nullable(),
  lastRun: Run.nullable(),
});
export type RuleStatus = z.infer<typeof RuleStatus>;

const RuleId = z.object({ ruleId: z.string().min(1) });
/** Our number of a file, or the source's own id; who asks is written into the file's story. */
const FileAction = z.object({ id: z.string().min(1), who: z.string().min(1) });

export const API = {
  'rule.run': {
    title: 'Run a rule now and wait for its end',
    input: RuleId,
    output: z.object({ run: Run, error: ErrorData.nullable() }),
  },
  'rule.list': { title: 'Rules, their next and their last run', input: z.object({}), output: z.array(RuleStatus) },
  'rule.pause': {
    title: 'Leave a rule alone until a time, or until it is resumed',
    input: RuleId.extend({ until: z.number().nullable(), who: z.string().min(1) }),
    output: RulePause,
  },
  'rule.resume': {
    title: 'End the pause of a rule',
    input: RuleId.extend({ who: z.string().min(1) }),
    output: z.object({ wasPaused: z.boolean() }),
  },
  'rule.check': { title: 'Test everything that a rule needs', input: RuleId, output: z.array(CheckResult) },
  'rule.preview': { title: 'What a run would do now', input: RuleId, output: z.array(PreviewFile) },
  'file.list': {
    title: 'Files, newest first',
    input: z.object({
      states: z.array(FileState).nullable(),
      limit: z.int().positive().max(10_000),
      offset: z.int().nonnegative(),
    }),
    output: z.array(ListedFile),
  },
  'file.show': { title: 'The story of a file', input: z.object({ id: z.string().min(1) }), output: FileStory },
  'file.retry': { title: 'Process a file again', input: FileAction, output: FileRow },
  'file.skip': { title: 'Take a file off the list', input: FileAction, output: FileRow },
  'file.done': { title: 'Mark a file as done and report its success', input: FileAction, output: FileRow },
  'run.list': {
    title: 'Runs, newest first',
    input: z.object({ limit: z.int().positive().max(10_000) }),
    output: z.array(Run),
  },
} as const;

export type CallName = keyof typeof API;
export type CallInput<K extends CallName> = z.infer<(typeof API)[K]['input']>;
export type CallOutput<K extends CallName> = z.infer<(typeof API)[K]['output']>;
export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorData };
