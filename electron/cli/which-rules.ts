// Whose rules a command is about: an INI file's, or those that the application keeps.
import fs from 'node:fs';
import path from 'node:path';
import type { RuleStatus } from '#shared/api-rules.ts';
import { WherryError } from '#engine/errors.ts';
import { appDirectory } from './data-directory.ts';

export const DEFAULT_CONFIG = 'config/default.ini';

export interface WhichOptions {
  /** Undefined: config/default.ini where it is there, else the application's rules where there are any. */
  config?: string | undefined;
  dataDir?: string | undefined;
  /** Of the application's rules: by name or id. */
  rule?: string | undefined;
}

export type WhichRules = { kind: 'ini'; config: string } | { kind: 'app'; directory: string };

/** Says on standard error that the application's are meant: nobody has named them. @throws `usage` */
export function whichRules({ config, dataDir, rule }: WhichOptions): WhichRules {
  const directory = appDirectory(dataDir);
  if (config !== undefined || fs.existsSync(DEFAULT_CONFIG) || !hasAppRules(directory)) {
    if (rule !== undefined) throw noSuchUse(config ?? DEFAULT_CONFIG);
    return { kind: 'ini', config: config ?? DEFAULT_CONFIG };
  }
  process.stderr.write(`The rules of the application are used, in ${directory}\n`);
  return { kind: 'app', directory };
}

/** Settings that are damaged count: they are told, not passed over. */
export function hasAppRules(directory: string): boolean {
  return ['settings.json', 'settings.backup.json'].some((name) => fs.existsSync(path.join(directory, name)));
}

/** By id or name. @throws `which-rule` where it is not clear which one is meant */
export function chooseRule(rules: readonly RuleStatus[], named: string | undefined): RuleStatus {
  if (rules.length === 0)
    throw unclear('there are no rules yet', 'Make one in the application, or name an INI file with --config.');
  const meant = named === undefined ? rules : matching(rules, named);
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return only;
  const names = rules.map(({ name, ruleId }) => `${name} (${ruleId})`).join(', ');
  if (only === undefined) throw unclear(`there is no rule "${named}"`, `There are: ${names}`);
  throw unclear(`${meant.length} rules are there`, `Name one with --rule, by its name or its id: ${names}`);
}

function noSuchUse(config: string): WherryError {
  return new WherryError('usage', `--rule names one of the application's rules, but ${config} is used`, {
    kind: 'config',
    hint: 'Leave out --rule: an INI file holds one rule. Or leave out --config.',
  });
}

function matching(rules: readonly RuleStatus[], named: string): RuleStatus[] {
  const byId = rules.filter(({ ruleId }) => ruleId === named);
  return byId.length > 0 ? byId : rules.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
}

function unclear(message: string, hint: string): WherryError {
  return new WherryError('which-rule', message, { kind: 'config', hint });
}
