// A rule: where files come from, what is done with each, and who is told. One schema for INI import, store, CLI and UI.
import * as z from 'zod';
import { Mail } from './mail.ts';
import { FiringPolicy, Schedule } from './schedule.ts';
import { SecretName } from './secret.ts';
import { BettrDataSettings, SourceSettings } from './source.ts';
import { Step } from './step.ts';

export const Retry = z.object({
  /** Tries of one file within a run, the first included (b32: two more after the first). */
  maxTries: z.int().positive().default(3),
  delayMs: z.int().nonnegative().default(1_000),
  factor: z.number().min(1).default(2),
  /** Cap of the back-off, within a run and between runs (b15: 15 min). */
  maxDelayMs: z.int().positive().default(900_000),
  /** A file that failed so often without a person's doing is set aside (b73). */
  quarantineAfter: z.int().positive().default(5),
  /** True: a file whose command failed waits for a later run, and only its last failure is reported. */
  backlogsCommands: z.boolean().default(false),
});
export type Retry = z.infer<typeof Retry>;

/** Free space below which work stops (b39), in bytes of the disk; two levels, as ownCloud's. */
export const Space = z.object({
  /** No download is begun that would leave less. */
  minFreeBytes: z.int().nonnegative().default(250_000_000),
  /** Nothing is done at all, commands included: the rest is for logs and the store. */
  criticalFreeBytes: z.int().nonnegative().default(50_000_000),
});
export type Space = z.infer<typeof Space>;

/** Pinged after runs, so that a service outside tells when Wherry itself is not there any more. */
export const Heartbeat = z.object({
  /** Secrets, because such addresses hold the token of the check. */
  url: SecretName,
  /** Pinged after a run that did not succeed; null: then nothing is. */
  failUrl: SecretName.nullable().default(null),
  method: z.enum(['get', 'post']).default('get'),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** When silence is told. */
export const Alarms = z.object({
  /** No new file for so long; null: never told. */
  noFileMs: z.int().positive().nullable().default(null),
  /** No run has succeeded for so long; null: never told. */
  noSuccessMs: z.int().positive().nullable().default(null),
  /** A run's own transient error (an unreachable server) is told only when it has lasted so long. */
  transientAfterMs: z.int().nonnegative().default(0),
  heartbeat: Heartbeat.nullable().default(null),
});
export type Alarms = z.infer<typeof Alarms>;

/** Notifications on this machine's own screen. */
export const Notify = z.object({
  success: z.boolean().default(true),
  failure: z.boolean().default(true),
});
export type Notify = z.infer<typeof Notify>;

export const Rule = z.object({
  /** Stable for ever: the store's rows carry it. */
  id: z.string().min(1),
  name: z.string().min(1),
  source: SourceSettings,
  /** Absolute path into which files are downloaded. */
  targetDirectory: z.string().min(1),
  /** Folder below the target directory for files whose steps succeeded; null: they stay (b54). */
  successDirectory: z.string().min(1).nullable(),
  /** What to do with a file of which the source knows neither size nor checksum (b33). */
  unverified: z.enum(['refuse', 'stable', 'accept']).default('stable'),
  steps: z.array(Step),
  schedule: Schedule,
  firing: FiringPolicy.prefault({}),
  /** Files in progress at the same time (b53: one after another). */
  parallel: z.int().min(1).max(64).default(1),
  retry: Retry.prefault({}),
  space: Space.prefault({}),
  /** The history of files and runs, and the records of done files; that a file is done is known for ever. */
  keepDays: z.int().positive().default(90),
  mail: Mail.nullable(),
  notify: Notify.prefault({}),
  alarms: Alarms.prefault({}),
});
export type Rule = z.infer<typeof Rule>;

/** What an INI file of BettrData's utility becomes. */
export const BettrDataRule = Rule.extend({ source: BettrDataSettings });
export type BettrDataRule = z.infer<typeof BettrDataRule>;
