// Calls about the application around the engine: settings, logs, demo, itself.
import * as z from 'zod';
import { CheckResult, SecretValues } from './api-rules.ts';
import { LogLevel, LogLine } from './log-line.ts';
import { MailServer } from './mail.ts';
import { AppSettings } from './settings.ts';

/** Something that a person should know since the application was started: settings were set aside, the key is a file. */
export const AppNote = z.object({
  severity: z.enum(['info', 'warning', 'error']),
  title: z.string(),
  detail: z.string(),
});
export type AppNote = z.infer<typeof AppNote>;

export const AppInfo = z.object({
  version: z.string(),
  platform: z.string(),
  startedAt: z.number(),
  dataDirectory: z.string(),
  logDirectory: z.string(),
  /** `desktop`: calls of SHELL_CALLS are answered; `headless`: the engine of `wherry serve`. */
  kind: z.enum(['desktop', 'headless']),
  /** Desktop only: true where the engine is another process on the same data directory. */
  isAttached: z.boolean(),
  /** What guards the secrets: `keychain`, `safe-storage`, `credential`, `key-file`. */
  keyKind: z.string(),
  notes: z.array(AppNote),
  demo: z.object({ isRunning: z.boolean(), ruleId: z.string().nullable() }),
});
export type AppInfo = z.infer<typeof AppInfo>;

export const LogFilter = z.object({
  /** This and worse. */
  level: LogLevel.default('debug'),
  rule: z.string().nullable().default(null),
  file: z.int().nullable().default(null),
  /** In any case; null: any. */
  text: z.string().max(500).nullable().default(null),
});
export type LogFilter = z.infer<typeof LogFilter>;

export const APP_CALLS = {
  'app.info': { title: 'What this is, and where its files are', input: z.object({}), output: AppInfo },
  'app.support': {
    title: 'A text for those who help: settings, states, the last lines of the log; no secrets',
    input: z.object({}),
    output: z.object({ fileName: z.string(), text: z.string() }),
  },
  'settings.get': {
    title: 'The settings, and the names of the secrets that are stored for them',
    input: z.object({}),
    output: z.object({ settings: AppSettings, secrets: z.array(z.string()) }),
  },
  'settings.save': {
    title: 'Keep the settings; they are in force at once',
    input: z.object({ settings: AppSettings, secrets: SecretValues }),
    output: AppSettings,
  },
  'settings.testMail': {
    title: 'Send a test mail by a server, stored or not yet',
    input: z.object({ server: MailServer, secrets: SecretValues, to: z.string().min(3) }),
    output: CheckResult,
  },
  'log.read': {
    title: 'Lines of the log, newest first',
    input: LogFilter.extend({
      /** Where the last answer has ended; null: the end of the log. */
      before: z.string().nullable(),
      limit: z.int().positive().max(5_000),
    }),
    output: z.object({
      lines: z.array(LogLine),
      /** Where older lines are; null: there are none. Fewer lines than `limit` and a `before`: the search goes on there. */
      before: z.string().nullable(),
    }),
  },
  'demo.start': {
    title: 'Start the embedded demo instance and make a rule for it',
    input: z.object({}),
    output: z.object({ ruleId: z.string() }),
  },
  'demo.stop': { title: 'Stop the demo instance and forget its rule', input: z.object({}), output: z.object({}) },
} as const;

/** Answered by the desktop application only. */
export const SHELL_CALLS = {
  'shell.chooseDirectory': {
    title: 'Ask for a folder',
    input: z.object({ current: z.string().nullable() }),
    output: z.object({ path: z.string().nullable() }),
  },
  'shell.chooseIni': {
    title: 'Ask for an INI file and read it',
    input: z.object({}),
    output: z.object({ path: z.string(), base64: z.string() }).nullable(),
  },
  'shell.revealFile': {
    title: 'Show a file of ours in its folder',
    input: z.object({ id: z.string().min(1) }),
    output: z.object({}),
  },
  'shell.openLogs': { title: 'Open the folder of the logs', input: z.object({}), output: z.object({}) },
  'shell.checkUpdates': {
    title: 'Look for an update',
    input: z.object({}),
    output: z.object({ message: z.string() }),
  },
} as const;
