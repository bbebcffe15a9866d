// The settings of the application as they lie in settings.json. Secrets are elsewhere; here are their names.
import * as z from 'zod';
import { MailServer } from './mail.ts';
import { RuleEntry } from './rule-entry.ts';

export const AppSettings = z.object({
  /** For rules that name no mail server of their own; null: such rules send no mail. */
  mailServer: MailServer.nullable().default(null),
  /** Windows and macOS: by the system's login items; Linux: by an autostart file. */
  startsAtLogin: z.boolean().default(false),
  updates: z
    .object({
      isEnabled: z.boolean().default(false),
      /** Where electron-updater looks; null: nowhere. */
      feedUrl: z
        .url({ protocol: /^https$/ })
        .nullable()
        .default(null),
    })
    .prefault({}),
  /** The history of files and runs; that a file is done is known for ever. */
  keepDays: z.int().min(1).max(3_650).default(90),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** The loopback API, also of the desktop application; `wherry serve` has it always. */
  server: z
    .object({
      isEnabled: z.boolean().default(false),
      port: z.int().min(0).max(65_535).default(7_411),
    })
    .prefault({}),
});
export type AppSettings = z.infer<typeof AppSettings>;

/** The whole file. `version` says which migrations it has seen. */
export const SettingsFile = z.object({
  version: z.literal(1).default(1),
  app: AppSettings.prefault({}),
  rules: z.array(RuleEntry).default([]),
});
export type SettingsFile = z.infer<typeof SettingsFile>;
