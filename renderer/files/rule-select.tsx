import { Select } from '@mantine/core';
import { useCall } from '../api/use-call.ts';

interface RuleSelectProps {
  /** Null: all rules. */
  ruleId: string | null;
  onChange: (ruleId: string | null) => void;
}

/** Filters by a rule; not there while there is only one. */
export function RuleSelect({ ruleId, onChange }: RuleSelectProps) {
  const rules = useCall('rule.list', {}).value ?? [];
  if (rules.length < 2 && ruleId === null) return null;
  const data = rules.map((rule) => ({ value: rule.ruleId, label: rule.name }));
  if (ruleId !== null && !data.some(({ value }) => value === ruleId)) data.push({ value: ruleId, label: ruleId });
  return (
    <Select
      aria-label="Rule"
      placeholder="All rules"
      w={200}
      data={data}
      value={ruleId}
      onChange={onChange}
      clearable
      searchable
      clearButtonProps={{ 'aria-label': 'All rules' }}
      nothingFoundMessage="No such rule"
    />
  );
}
