// A rule that is being edited is tried against the real servers; nothing of it is kept.
import type { CheckResult, RuleDraft } from '#shared/api-rules.ts';
import type { Rule } from '#shared/rule.ts';
import type { Handlers } from '#engine/api/dispatch.ts';
import type { Engine, Trial } from '#engine/engine.ts';
import { silentLog } from '#engine/log.ts';
import type { Redactor } from '#engine/redact.ts';
import type { StoredRules } from './stored-rules.ts';

export interface DraftHandlerDeps {
  engine: Engine;
  rules: StoredRules;
  learn: Redactor['addSecret'];
  /** @throws `invalid-rule` */
  validRule(draft: RuleDraft): Rule;
}

export function createDraftHandlers({
  engine,
  rules,
  learn,
  validRule,
}: DraftHandlerDeps): Handlers<'rule.checkDraft' | 'rule.previewDraft'> {
  function trialOf(draft: RuleDraft): { rule: Rule; trial: Trial } {
    const rule = validRule(draft);
    for (const value of Object.values(draft.secrets)) if (value !== null) learn(value);
    // What the trial would log is in its answer.
    const options = { mailServer: rules.mailServer(), log: silentLog };
    return { rule, trial: engine.trial(rule, rules.draftSecret(rule.id, draft.secrets), options) };
  }

  return {
    async 'rule.checkDraft'(draft, signal) {
      const { rule, trial } = trialOf(draft);
      const results: CheckResult[] = [];
      for await (const result of trial.check(signal)) {
        results.push(result);
        engine.events.emit({ type: 'check-result', ruleId: rule.id, result });
      }
      return results;
    },
    'rule.previewDraft': async (draft, signal) => await trialOf(draft).trial.preview(signal),
  };
}
