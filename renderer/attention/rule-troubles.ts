// The rules that wait for a person.
import type { RuleStatus } from '#shared/api-rules.ts';

export interface RuleTrouble {
  ruleId: string;
  name: string;
  message: string;
  hint: string | null;
}

/** A rule that somebody has switched off is left alone. */
export function ruleTroubles(rules: readonly RuleStatus[]): RuleTrouble[] {
  return rules.flatMap((rule) => {
    const { ruleId, name } = rule;
    const trouble = troubleOf(rule);
    return trouble === null ? [] : [{ ruleId, name, ...trouble }];
  });
}

function troubleOf({
  isEnabled,
  isApproved,
  problem,
  lastRun,
}: RuleStatus): Pick<RuleTrouble, 'message' | 'hint'> | null {
  if (!isApproved) {
    return {
      message: 'Its commands wait for your approval',
      hint: 'It came from a file. Look at what it would run, then approve it; until then nothing of it runs.',
    };
  }
  if (!isEnabled) return null;
  if (problem) return problem;
  if (lastRun?.state !== 'failed') return null;
  return {
    message: `Its last run failed: ${lastRun.error ?? 'no reason was noted'}`,
    hint: 'Test its connection, or look at the run. It is tried again at its next time.',
  };
}
