// A rule: where files come from, what is done with each, and who is told. One schema for INI import, store, CLI and UI.
import * as z from 'zod';
import { Schedule } from './schedule.ts';
import { SecretName } from './secret.ts';
import { SourceSettings } from './source.ts';
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
});
export type Retry = z.infer<typeof Retry>;

export const Mail = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** `implicit`: TLS from the first byte; `starttls`: upgraded if the server offers it (b63). */
  tls: z.enum(['implicit', 'starttls']),
  username: z.string().nullable(),
  password: SecretName.nullable(),
  from: z.string(),
  /** Recipients of successes; empty: none are sent (b64). */
  successTo: z.array(z.string()),
  /** Recipients of failures and of a run's own errors. */
  alertTo: z.array(z.string()),
  /** More mails than this in one run become one digest; null: a mail for each file (b66). */
  digestAbove: z.int().positive().nullable().default(10),
});
export type Mail = z.infer<typeof Mail>;

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
  /** Files in progress at the same time (b53: one after another). */
  parallel: z.int().min(1).max(64).default(1),
  retry: Retry.prefault({}),
  mail: Mail.nullable(),
});
export type Rule = z.infer<typeof Rule>;
