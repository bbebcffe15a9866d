// An INI file of BettrData's sync utility as a rule. Everything that is wrong is told at once; whatever Python lets
// through and is seldom meant becomes a note. Secrets leave it by name only.
import { basename, resolve } from 'node:path';
import * as z from 'zod';
import { BettrDataRule } from '#shared/rule.ts';
import { WherryError } from '../errors.ts';
import { readAlarms } from './import-alarms.ts';
import { readLogging } from './import-logging.ts';
import type { LoggingSettings } from './import-logging.ts';
import { readMail } from './import-mail.ts';
import { readProcessing } from './import-processing.ts';
import { readSchedule } from './import-schedule.ts';
import { readSource } from './import-source.ts';
import type { IniNote } from './ini-note.ts';
import { parseIni } from './ini.ts';
import { unknownNotes } from './known-keys.ts';
import { ruleIdOf, stemOf } from './rule-id.ts';
import { SettingsError } from './settings-error.ts';
import { createSettings } from './settings-reader.ts';
import type { Settings } from './settings-reader.ts';

export interface ImportOptions {
  /** Of the file; absolute, or relative to `cwd`. */
  path: string;
  /** What relative paths in the file are relative to: the current directory, as in Python. Absolute. */
  cwd: string;
}

export interface ImportedRule {
  rule: BettrDataRule;
  /** Values by secret name: `api-token`, `login-password`, `sftp-password`, `smtp-password`, `heartbeat-url`, … */
  secrets: Record<string, string>;
  logging: LoggingSettings;
  notes: IniNote[];
}

/** Throws an IniError where Python could not read the file, a SettingsError (code `settings`) for wrong values. */
export function importIni(input: string | Uint8Array, { path, cwd }: ImportOptions): ImportedRule {
  const ini = parseIni(input);
  const file = resolve(cwd, path);
  const settings = createSettings(ini);
  const draft: z.input<typeof BettrDataRule> = {
    id: ruleIdOf(file),
    name: stemOf(file),
    source: readSource(settings, cwd),
    ...readProcessing(settings.section('processing'), cwd),
    ...readSchedule(settings.section('schedule')),
    mail: readMail(settings.section('email')),
    alarms: readAlarms(settings.section('alarms')),
  };
  const logging = readLogging(settings.section('logging'), cwd);
  noteSecretsInCommands(settings, draft.steps);
  const notes = [...ini.notes, ...unknownNotes(ini), ...settings.notes];
  if (settings.problems.length > 0) throw new SettingsError(basename(file), settings.problems, notes);

  const parsed = BettrDataRule.safeParse(draft);
  if (!parsed.success) {
    throw new WherryError('internal', `${basename(file)}: ${z.prettifyError(parsed.error)}`, { kind: 'internal' });
  }
  return { rule: parsed.data, secrets: settings.secrets, logging, notes };
}

/** Through %(…)s a password can get into a command line, where every user of the machine can read it. */
function noteSecretsInCommands(settings: Settings, steps: z.input<typeof BettrDataRule>['steps']): void {
  for (const { name, template } of steps) {
    if (Object.values(settings.secrets).some((secret) => template.includes(secret))) {
      settings
        .section('processing')
        .note(name, 'holds a password or token; other users of this machine can see it while it runs');
    }
  }
}
