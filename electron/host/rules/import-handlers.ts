// Rules that come from elsewhere and go elsewhere. What came is pending until a person has approved its commands.
import type { RuleEntry } from '#shared/rule-entry.ts';
import type { Handlers } from '#engine/api/dispatch.ts';
import type { Log } from '#engine/log.ts';
import { readIniImport, type IniFile, type IniImport } from './ini-import.ts';
import { exportText, readExport } from './rule-export.ts';
import { keptId } from './rule-ids.ts';
import { secretNames } from '#engine/secret-names.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { StoredRules } from './stored-rules.ts';

export type ImportCallName = 'rule.readIni' | 'rule.importIni' | 'rule.export' | 'rule.importExport';

export interface ImportHandlerDeps {
  rules: StoredRules;
  log: Log;
  redact(text: string): string;
  secrets: Secrets;
}

export function createImportHandlers({ rules, log, redact, secrets }: ImportHandlerDeps): Handlers<ImportCallName> {
  const read = (file: IniFile): IniImport =>
    readIniImport(file, rules.all(), (ruleId, name) => secrets.get(`${ruleId}/${name}`));

  return {
    async 'rule.readIni'(file) {
      const { entry, secrets, notes, changes } = read(file);
      return { entry, secrets, notes, changes };
    },
    async 'rule.importIni'({ who, ...file }) {
      const { entry, values, changes, notes } = read(file);
      const imported = await rules.put(entry, values);
      const about = log.about({ rule: entry.rule.name });
      about.info(`${changes === null ? 'imported' : 'imported again'} by ${who}; it waits for approval`);
      for (const note of notes) about.info(note);
      return imported;
    },
    async 'rule.export'({ ruleIds }) {
      const entries = ruleIds === null ? rules.all() : ruleIds.map(rules.get);
      const kept = entries.filter(({ origin }) => origin.kind !== 'demo');
      const fileName = kept.length === 1 ? `${kept[0]!.rule.id}.json` : 'wherry-rules.json';
      return { fileName, text: exportText(kept, redact) };
    },
    async 'rule.importExport'({ text, who }) {
      const imported: RuleEntry[] = [];
      for (const rule of readExport(text)) {
        const entry: RuleEntry = {
          rule: { ...rule, id: keptId(rule.name, '') },
          isEnabled: true,
          isApproved: false,
          origin: { kind: 'export' },
        };
        imported.push(await rules.put(entry));
        const missing = secretNames(rule);
        const secrets = missing.length === 0 ? '' : `, and for its secrets: ${missing.join(', ')}`;
        log.about({ rule: rule.name }).info(`imported by ${who}; it waits for approval${secrets}`);
      }
      return imported;
    },
  };
}
