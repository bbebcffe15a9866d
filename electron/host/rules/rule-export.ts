// Rules as a text for another installation: no secrets, nothing of this machine but the rules' own paths.
import * as z from 'zod';
import { type RuleEntry } from '#shared/rule-entry.ts';
import { Rule } from '#shared/rule.ts';
import { WherryError } from '#engine/errors.ts';

const Export = z.object({
  kind: z.literal('wherry-rules'),
  version: z.literal(1),
  rules: z.array(Rule).min(1).max(1_000),
});

/** @param redact for templates: an operator may have typed a password into a command */
export function exportText(entries: readonly RuleEntry[], redact: (text: string) => string): string {
  const rules = entries.map(({ rule }) => ({
    ...rule,
    steps: rule.steps.map((step) => ({ ...step, template: redact(step.template) })),
  }));
  return `${JSON.stringify({ kind: 'wherry-rules', version: 1, rules }, null, 2)}\n`;
}

/** @throws `no-export` for anything else */
export function readExport(text: string): Rule[] {
  const parsed = Export.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.rules;
  throw noExport(z.prettifyError(parsed.error).split('\n').slice(0, 4).join(' '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noExport('it is no JSON');
  }
}

function noExport(why: string): WherryError {
  return new WherryError('no-export', `this is no export of rules: ${why}`, {
    kind: 'permanent',
    hint: 'Choose a file that "Export" has written. An INI file is imported by "Import INI".',
  });
}
