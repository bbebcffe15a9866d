import { type Position } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
/** Names of the steps of a rule, in order; empty where the rule is not known (any more). */
export type StepNames = readonly string[];
export declare function stepNames(rule: Rule | null | undefined): StepNames;
/** `command_1`; `command 2` where the rule does not tell. */
export declare function stepName(index: number, names: StepNames): string;
/** Within a sentence: `the download`, `command_1`, `the report`. */
export declare function positionName(position: Position, names: StepNames): string;
