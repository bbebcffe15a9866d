// Calls about rules that the application keeps.
import type { RULE_ENTRY_CALLS, RuleDraft, RuleIssue } from '#shared/api-rules.ts';
import type { RuleEntry } from '#shared/rule-entry.ts';
import type { Rule } from '#shared/rule.ts';
import type { Handlers } from '#engine/api/dispatch.ts';
import type { Clock } from '#engine/clock.ts';
import type { Engine } from '#engine/engine.ts';
import { WherryError } from '#engine/errors.ts';
import type { Log } from '#engine/log.ts';
import type { Settings } from '../settings/settings.ts';
import { createDraftHandlers } from './draft-handlers.ts';
import { createImportHandlers } from './import-handlers.ts';
import { newRule } from './new-rule.ts';
import { isFromDraft, keptId } from './rule-ids.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { StoredRules } from './stored-rules.ts';
import { type Validated, validateRule } from './validate-rule.ts';

export type RuleEntryCallName = keyof typeof RULE_ENTRY_CALLS;

export interface RuleHandlerDeps {
  engine: Engine;
  settings: Settings;
  rules: StoredRules;
  clock: Clock;
  log: Log;
  redact(text: string): string;
  /** A secret that may never be kept. */
  learn(secret: string): void;
  /** Of the demo's rule: the instance goes with it. */
  removeDemo(): Promise<void>;
  secrets: Secrets;
}

export function createRuleHandlers(deps: RuleHandlerDeps): Handlers<RuleEntryCallName> {
  const { rules, settings, clock, log, removeDemo } = deps;

  function validate({ rule: draft, secrets }: RuleDraft): Validated {
    const ruleId = idOf(draft);
    const stored = new Set(rules.namesOfSecrets(ruleId));
    const hasSecret = (name: string) => (Object.hasOwn(secrets, name) ? secrets[name] !== null : stored.has(name));
    return validateRule(withId(draft, ruleId), { clock, mailServer: settings.file().app.mailServer, hasSecret });
  }

  /** @throws `invalid-rule` with everything that is wrong */
  function validRule(draft: RuleDraft): Rule {
    const { issues, rule } = validate(draft);
    const errors = issues.filter(({ severity }) => severity === 'error');
    if (rule !== null && errors.length === 0) return rule;
    throw new WherryError('invalid-rule', errors.map(issueLine).join('\n'), {
      kind: 'permanent',
      hint: 'Correct what is named, then save again.',
    });
  }

  async function change(ruleId: string, changes: Partial<RuleEntry>, said: string): Promise<RuleEntry> {
    const entry = rules.get(ruleId);
    const changed = await rules.put({ ...entry, ...changes });
    log.about({ rule: entry.rule.name }).info(said);
    return changed;
  }

  return {
    'rule.get': async ({ ruleId }) => Object.assign({}, rules.get(ruleId), { secrets: rules.namesOfSecrets(ruleId) }),
    'rule.validate': async (draft) => validate(draft).issues,
    async 'rule.save'({ isEnabled, who, ...draft }) {
      const rule = validRule(draft);
      const before = rules.find(rule.id) ?? rules.all().find((entry) => isFromDraft(entry.rule.id, rule.id)) ?? null;
      const id = before?.rule.id ?? keptId(rule.name, rule.id);
      const standing = before ?? { isApproved: true, origin: { kind: 'editor' } as const };
      const entry = { rule: { ...rule, id }, isEnabled, isApproved: standing.isApproved, origin: standing.origin };
      const saved = await rules.put(entry, draft.secrets);
      log.about({ rule: rule.name }).info(`${before === null ? 'made' : 'changed'} by ${who}`);
      return saved;
    },
    async 'rule.remove'({ ruleId, who }) {
      const { rule, origin } = rules.get(ruleId);
      if (origin.kind === 'demo') await removeDemo();
      else await rules.remove(ruleId);
      log.about({ rule: rule.name }).info(`removed by ${who}; the history of its files stays`);
      return {};
    },
    'rule.enable': async ({ ruleId, isEnabled, who }) =>
      await change(ruleId, { isEnabled }, `switched ${isEnabled ? 'on' : 'off'} by ${who}`),
    'rule.approve': async ({ ruleId, who }) => await change(ruleId, { isApproved: true }, `approved by ${who}`),
    'rule.new': async ({ kind }) => newRule(kind, settings.file().app.keepDays),
    ...createDraftHandlers({ ...deps, validRule }),
    ...createImportHandlers(deps),
  };
}

function issueLine({ path, message, hint }: RuleIssue): string {
  return `${path.join('.')}: ${message}${hint === null ? '' : `. ${hint}`}`;
}

function idOf(draft: unknown): string {
  const id = typeof draft === 'object' && draft !== null && 'id' in draft ? draft.id : null;
  return typeof id === 'string' ? id : '';
}

/** A draft may have no id yet, and that is no mistake of a person. */
function withId(draft: unknown, id: string): unknown {
  return typeof draft === 'object' && draft !== null ? { ...draft, id: id === '' ? 'new' : id } : draft;
}
