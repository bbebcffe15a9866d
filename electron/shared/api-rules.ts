// Calls about rules: to run, pause and look at them, and to change those that the application keeps.
import * as z from 'zod';
import { ErrorData } from './error.ts';
import { FileState } from './file.ts';
import { JsonObject } from './json.ts';
import { RuleEntry, RuleOrigin } from './rule-entry.ts';
import type { Rule } from './rule.ts';
import { Run } from './run.ts';
import { RulePause, Schedule } from './schedule.ts';
import { SourceKind } from './source.ts';

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
  /** The source's record, secrets removed. */
  record: JsonObject,
  /** Each command as it would run, secrets masked; or why it can't be rendered. */
  commands: z.array(z.object({ name: z.string(), commandLine: z.string().nullable(), error: z.string().nullable() })),
});
export type PreviewFile = z.infer<typeof PreviewFile>;

/** How a rule stands now. */
export const RuleStatus = z.object({
  ruleId: z.string(),
  name: z.string(),
  /** The kind of its source. */
  source: z.string(),
  schedule: Schedule,
  isEnabled: z.boolean(),
  /** False: its commands wait for a person's approval. */
  isApproved: z.boolean(),
  origin: RuleOrigin.nullable(),
  isRunning: z.boolean(),
  /** Null: paused, switched off, counted from the end of a run under way, or nobody runs schedules. */
  nextRunAt: z.number().nullable(),
  pause: RulePause.nullable(),
  lastRun: Run.nullable(),
  /** Why it cannot run at all: a secret is missing. Null: it can. */
  problem: z.object({ message: z.string(), hint: z.string().nullable() }).nullable(),
});
export type RuleStatus = z.infer<typeof RuleStatus>;

/** Something about a rule that is being edited. */
export const RuleIssue = z.object({
  /** `error`: it cannot be saved. */
  severity: z.enum(['error', 'warning']),
  /** Where: `source.query.where`, `steps.0.template`. */
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  hint: z.string().nullable(),
});
export type RuleIssue = z.infer<typeof RuleIssue>;

/** New values by secret name; null takes one away; names that are left out stay as they are. */
export const SecretValues = z.record(z.string(), z.string().nullable());
export type SecretValues = z.infer<typeof SecretValues>;

/** A rule as it is being edited, perhaps not valid yet. Its secrets that are not in `secrets` are those stored for its id. */
export const RuleDraft = z.object({ rule: z.unknown(), secrets: SecretValues });
export type RuleDraft = z.infer<typeof RuleDraft>;

/** What the import of a rule would do, for a person to look at before. */
export const RuleImport = z.object({
  /** Without secrets; `rule.id` is the id of the rule that it would replace, or a new one. */
  entry: RuleEntry,
  /** Names of the secrets that come with it. */
  secrets: z.array(z.string()),
  /** What the owner of the file should know. */
  notes: z.array(z.string()),
  /** Null: it would be a new rule. Else what would change in the one that it replaces. */
  changes: z.array(z.object({ path: z.string(), before: z.string(), after: z.string() })).nullable(),
});
export type RuleImport = z.infer<typeof RuleImport>;

const IniPath = z.string().regex(/^[^\0]+$/, 'is no path');
const RuleId = z.object({ ruleId: z.string().min(1) });
/** Who asks is written into the log. */
const Who = z.object({ who: z.string().min(1) });

/** What the engine itself answers, also where its rules come from INI files. */
export const RULE_CALLS = {
  'rule.run': {
    title: 'Run a rule now and wait for its end',
    input: RuleId,
    output: z.object({ run: Run, error: ErrorData.nullable() }),
  },
  'rule.list': { title: 'Rules, their next and their last run', input: z.object({}), output: z.array(RuleStatus) },
  'rule.pause': {
    title: 'Leave a rule alone until a time, or until it is resumed',
    input: RuleId.extend({ until: z.int().nullable() }).extend(Who.shape),
    output: RulePause,
  },
  'rule.resume': {
    title: 'End the pause of a rule',
    input: RuleId.extend(Who.shape),
    output: z.object({ wasPaused: z.boolean() }),
  },
  'rule.check': { title: 'Test everything that a rule needs', input: RuleId, output: z.array(CheckResult) },
  'rule.preview': { title: 'What a run would do now', input: RuleId, output: z.array(PreviewFile) },
} as const;

/** Only where rules are kept by the application. */
export const RULE_ENTRY_CALLS = {
  'rule.get': {
    title: 'A rule as it is kept, and the names of the secrets that are stored for it',
    input: RuleId,
    output: RuleEntry.extend({ secrets: z.array(z.string()) }),
  },
  'rule.validate': {
    title: 'What is wrong or doubtful with a rule that is being edited; nothing is asked of any server',
    input: RuleDraft,
    output: z.array(RuleIssue),
  },
  'rule.save': {
    title: 'Keep a rule, new (an id that is not there yet) or changed; what came with a person is approved',
    input: RuleDraft.extend({ isEnabled: z.boolean() }).extend(Who.shape),
    output: RuleEntry,
  },
  'rule.remove': {
    title: 'Forget a rule and its secrets; the history of its files stays',
    input: RuleId.extend(Who.shape),
    output: z.object({}),
  },
  'rule.enable': {
    title: 'Switch a rule on or off',
    input: RuleId.extend({ isEnabled: z.boolean() }).extend(Who.shape),
    output: RuleEntry,
  },
  'rule.approve': {
    title: 'Allow an imported rule to run its commands',
    input: RuleId.extend(Who.shape),
    output: RuleEntry,
  },
  'rule.checkDraft': {
    title: 'Test everything that a rule needs, as it is being edited; each line is told as an event with this id',
    input: RuleDraft,
    output: z.array(CheckResult),
  },
  'rule.previewDraft': {
    title: 'What a run would do now with a rule as it is being edited',
    input: RuleDraft,
    output: z.array(PreviewFile),
  },
  'rule.new': {
    title: 'A rule with sensible values to begin with; it is not kept',
    input: z.object({ kind: SourceKind.default('bettrdata') }),
    // What only its owner knows is empty, so it is no valid rule yet.
    output: RuleEntry.extend({ rule: z.custom<Rule>() }),
  },
  'rule.readIni': {
    title: 'What importing an INI file would do',
    input: z.object({
      /** The file's name, or its absolute path where it is known. */
      path: IniPath,
      /** Its bytes; at most 1 MB. */
      base64: z.base64().max(1_400_000),
    }),
    output: RuleImport,
  },
  'rule.importIni': {
    title: 'Import an INI file as a rule; it waits for approval',
    input: z.object({ path: IniPath, base64: z.base64().max(1_400_000) }).extend(Who.shape),
    output: RuleEntry,
  },
  'rule.export': {
    title: 'Rules as JSON text, without secrets',
    input: z.object({ ruleIds: z.array(z.string()).nullable() }),
    output: z.object({ fileName: z.string(), text: z.string() }),
  },
  'rule.importExport': {
    title: 'Import rules from such a text; they wait for approval, and for their secrets',
    input: z.object({ text: z.string().max(10_000_000) }).extend(Who.shape),
    output: z.array(RuleEntry),
  },
} as const;
