// How an issue of a rule is made.
import type { RuleIssue } from '#shared/api-rules.ts';

export function error(at: RuleIssue['path'], message: string, hint: string | null): RuleIssue {
  return { severity: 'error', path: at, message, hint };
}

export function warning(at: RuleIssue['path'], message: string, hint: string | null): RuleIssue {
  return { severity: 'warning', path: at, message, hint };
}
