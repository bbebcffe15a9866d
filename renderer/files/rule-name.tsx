import { useCall } from '../api/use-call.ts';

/** The name of a rule by its id; the id itself where the rule is gone. */
export function useRuleName(ruleId: string): string {
  const rules = useCall('rule.list', {});
  return rules.value?.find((rule) => rule.ruleId === ruleId)?.name ?? ruleId;
}

export function RuleName({ ruleId }: { ruleId: string }) {
  const name = useRuleName(ruleId);
  return <span title={name}>{name}</span>;
}
