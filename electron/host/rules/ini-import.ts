// An INI file as an entry of the stored rules. Reading it changes nothing; a person looks at it first.
import os from 'node:os';
import path from 'node:path';
import type { RuleImport } from '#shared/api-rules.ts';
import type { RuleEntry } from '#shared/rule-entry.ts';
import type { Rule } from '#shared/rule.ts';
import { importIni, type ImportedRule } from '#engine/config/import.ts';
import { parseIni } from '#engine/config/ini.ts';
import { noteText } from '#engine/config/ini-note.ts';
import { changesBetween } from './changes.ts';
import { keptId } from './rule-ids.ts';

export interface IniFile {
  /** Its name, or its absolute path where it is known. */
  path: string;
  base64: string;
}

export interface IniImport extends RuleImport {
  /** By name. Never leaves the process. */
  values: Record<string, string>;
}

/**
 * @param entries those that are kept: one that came from a file of the same name is replaced, and keeps its history
 * @throws `settings`, or an IniError: what is wrong with the file
 */
export function readIniImport(file: IniFile, entries: readonly RuleEntry[], storedSecrets: SecretsOf): IniImport {
  const bytes = Buffer.from(file.base64, 'base64');
  const name = fileNameOf(file.path);
  const { directory, why } = baseOf(file.path);
  const imported = importIni(bytes, { path: name, cwd: directory });
  const replaced = entries.find(({ origin }) => origin.kind === 'ini' && origin.name === name) ?? null;
  const rule: Rule = { ...imported.rule, id: replaced?.rule.id ?? keptId(imported.rule.name, '') };
  const entry: RuleEntry = {
    rule,
    isEnabled: replaced?.isEnabled ?? true,
    isApproved: false,
    origin: { kind: 'ini', name },
  };
  return {
    entry,
    values: imported.secrets,
    secrets: Object.keys(imported.secrets),
    notes: notesOf(bytes, imported, { name, directory, why }),
    changes:
      replaced === null
        ? null
        : [...changesBetween(replaced.rule, rule), ...secretsChanged(imported, replaced, storedSecrets)],
  };
}

export type SecretsOf = (ruleId: string, name: string) => string | null;

function secretsChanged(
  { secrets }: ImportedRule,
  { rule }: RuleEntry,
  stored: SecretsOf,
): NonNullable<RuleImport['changes']> {
  return Object.entries(secrets).flatMap(([name, value]) => {
    const before = stored(rule.id, name);
    if (before === value) return [];
    return [{ path: `secrets.${name}`, before: before === null ? 'none' : 'as it is stored', after: 'another one' }];
  });
}

/** Of either system's paths: a file may be dropped from anywhere. */
function fileNameOf(given: string): string {
  return isAbsolute(given) ? path.win32.basename(path.posix.basename(given)) : path.basename(given);
}

function isAbsolute(given: string): boolean {
  return path.posix.isAbsolute(given) || path.win32.isAbsolute(given);
}

/** What relative paths in the file are relative to. The utility was started beside its folder `config`. */
function baseOf(given: string): { directory: string; why: string } {
  if (!path.isAbsolute(given))
    return { directory: os.homedir(), why: 'your home folder, since the file’s own is not known' };
  const folder = path.dirname(given);
  if (path.basename(folder).toLowerCase() !== 'config') return { directory: folder, why: 'the folder of the file' };
  return { directory: path.dirname(folder), why: 'the folder above its folder config' };
}

function notesOf(
  bytes: Uint8Array,
  { rule, notes, secrets }: ImportedRule,
  { name, directory, why }: { name: string; directory: string; why: string },
): string[] {
  const texts = notes.map(noteText);
  const elsewhere = importIni(bytes, { path: name, cwd: path.join(directory, 'elsewhere') }).rule;
  if (rule.targetDirectory !== elsewhere.targetDirectory || rule.source.caFile !== elsewhere.source.caFile) {
    texts.push(`Relative paths are taken from ${directory}: ${why}. Look at the target folder.`);
  }
  if (parseIni(bytes).sections().includes('logging')) {
    texts.push('[logging] is not used: the application has one log for all rules, its level is in the settings.');
  }
  if (Object.keys(secrets).length > 0) {
    texts.push('Passwords and tokens go into the secret store; the file is not needed any more and can be deleted.');
  }
  return texts;
}
