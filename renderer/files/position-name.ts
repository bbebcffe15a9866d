// Where a file stands, in the operator's words: the names of the rule's steps instead of their numbers.
import { type Position, stepIndex } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';

/** Names of the steps of a rule, in order; empty where the rule is not known (any more). */
export type StepNames = readonly string[];

export function stepNames(rule: Rule | null | undefined): StepNames {
  return rule?.steps.map((step) => step.name) ?? [];
}

/** `command_1`; `command 2` where the rule does not tell. */
export function stepName(index: number, names: StepNames): string {
  return names[index] ?? `command ${index + 1}`;
}

/** Within a sentence: `the download`, `command_1`, `the report`. */
export function positionName(position: Position, names: StepNames): string {
  const index = stepIndex(position);
  if (index !== null) return stepName(index, names);
  return position === 'download' ? 'the download' : 'the report';
}
