// What is wrong or doubtful with a rule while it is being edited. Nothing is asked of a server, and no folder is touched.
import path from 'node:path';
import type { RuleIssue } from '#shared/api-rules.ts';
import type { MailServer } from '#shared/mail.ts';
import { Rule } from '#shared/rule.ts';
import type { Schedule } from '#shared/schedule.ts';
import type { Clock } from '#engine/clock.ts';
import { toWherryError } from '#engine/errors.ts';
import { cronProblem, nextFire } from '#engine/schedule.ts';
import { lint } from '#engine/template/lint.ts';
import { error, warning } from './issue.ts';
import { issueText } from './issue-text.ts';
import { secretNames } from '#engine/secret-names.ts';
import { sourceIssues } from './validate-source.ts';

export interface ValidateDeps {
  clock: Clock;
  mailServer: MailServer | null;
  /** Whether a value is stored for the rule, or came with the draft. */
  hasSecret(name: string): boolean;
}

export interface Validated {
  issues: RuleIssue[];
  /** Null: it does not even have the shape of a rule. */
  rule: Rule | null;
}

export function validateRule(draft: unknown, deps: ValidateDeps): Validated {
  const parsed = Rule.safeParse(draft, { reportInput: true });
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => error(pathOf(issue.path), issueText(issue), null));
    return { issues, rule: null };
  }
  const rule = parsed.data;
  const issues = [
    ...sourceIssues(rule),
    ...folderIssues(rule),
    ...stepIssues(rule),
    ...scheduleIssues(rule.schedule, deps.clock.now()),
    ...mailIssues(rule, deps.mailServer),
    ...secretNames(rule)
      .filter((name) => !deps.hasSecret(name))
      .map((name) => warning(['secrets', name], 'is not set: the rule cannot run without it', 'Enter it.')),
  ];
  return { issues, rule };
}

function folderIssues({ targetDirectory, successDirectory }: Rule): RuleIssue[] {
  const issues: RuleIssue[] = [];
  if (!path.isAbsolute(targetDirectory)) {
    const hint = 'Write it from the root of the disk on, or choose a folder.';
    issues.push(error(['targetDirectory'], 'is no absolute path', hint));
  }
  const parts = successDirectory?.split(/[\\/]/) ?? ['ok'];
  const isOutside = path.isAbsolute(successDirectory ?? '') || path.win32.isAbsolute(successDirectory ?? '');
  if (isOutside || parts.includes('..') || parts[0] === '.wherry' || parts.every((part) => ['', '.'].includes(part))) {
    issues.push(error(['successDirectory'], 'is no folder below the target folder', 'Write a name such as processed.'));
  }
  return issues;
}

function stepIssues({ steps }: Rule): RuleIssue[] {
  const names = steps.map(({ name }) => name);
  return steps.flatMap((step, index) => {
    const findings: RuleIssue[] = lint(step.template, step).map(({ severity, message, hint, line, column }) => ({
      severity,
      path: ['steps', index, 'template'],
      message: `line ${line}, column ${column}: ${message}`,
      hint: hint === '' ? null : hint,
    }));
    if (names.indexOf(step.name) === index) return findings;
    return [...findings, error(['steps', index, 'name'], `is the name of another command too`, 'Choose another.')];
  });
}

function scheduleIssues(schedule: Schedule, now: number): RuleIssue[] {
  const at = ['schedule', ...(schedule.kind === 'cron' ? ['expression'] : [])];
  const hint = 'Look at the next three times that the editor shows.';
  const problem = schedule.kind === 'cron' ? cronProblem(schedule.expression) : null;
  if (problem !== null) return [error(at, problem, hint)];
  try {
    return nextFire(schedule, now, now) === Infinity ? [error(at, 'names a moment that never comes', hint)] : [];
  } catch (thrown) {
    return [error(at, toWherryError(thrown).message, hint)];
  }
}

function mailIssues({ mail }: Rule, mailServer: MailServer | null): RuleIssue[] {
  if (mail === null) return [];
  const issues: RuleIssue[] = [];
  if (mail.server === null && mailServer === null) {
    const hint = 'Set one on the page Settings, or in the rule itself.';
    issues.push(warning(['mail', 'server'], 'no mail server is set, so no mail is sent', hint));
  }
  if (mail.successTo.length + mail.alertTo.length === 0) {
    issues.push(warning(['mail'], 'nobody is sent anything', 'Enter an address, or switch mails off.'));
  }
  for (const list of ['successTo', 'alertTo'] as const) {
    for (const [index, address] of mail[list].entries()) {
      if (ADDRESS.test(address)) continue;
      issues.push(error(['mail', list, index], `"${address.slice(0, 60)}" is no mail address`, null));
    }
  }
  return issues;
}

const ADDRESS = /^(?:[^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/;

function pathOf(path: readonly PropertyKey[]): RuleIssue['path'] {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}
