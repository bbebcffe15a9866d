// Random templates of the whole language: most are sensible, some are nonsense, and each has to come out as in Jinja2.
// The pieces are kept small, so that nothing is slow in Python either.
import { letrec } from 'fast-check';
import { expressionRules } from './expression-rules.ts';
import { statementRules } from './statement-rules.ts';
import type { Text } from './text.ts';
import { textRules } from './text-rules.ts';
import { valueRules } from './value-rules.ts';

export const { template } = letrec<Record<'template', string> & Record<string, string>>((tie) => {
  const ref = (rule: string): Text => tie(rule);
  return { ...textRules(ref), ...valueRules(ref), ...expressionRules(ref), ...statementRules(ref) } as {
    template: Text;
  } & Record<string, Text>;
});
