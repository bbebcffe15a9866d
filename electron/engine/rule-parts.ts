// A rule's settings made into the things that do its work.
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { createMailNotifier } from './notifiers/mail.ts';
import type { Notifier } from './notifiers/notifier.ts';
import type { Redactor } from './redact.ts';
import { createSource } from './sources/index.ts';
import type { RequestLimits } from './sources/request-limit.ts';
import type { HostKeys, Source } from './sources/source.ts';
import { createCommandStep } from './steps/command.ts';
import type { Step } from './steps/step.ts';
import { createTellPeople, type TellPeople } from './tell-people.ts';

export interface RuleParts {
  rule: Rule;
  source: Source;
  /** In the order of rule.steps. */
  steps: readonly Step[];
  notifiers: readonly Notifier[];
  people: TellPeople;
}

export interface RulePartsDeps {
  clock: Clock;
  log: Log;
  redactor: Redactor;
  secret(name: SecretName): string;
  limits: RequestLimits;
  hostKeys: HostKeys;
}

export function createRuleParts(rule: Rule, deps: RulePartsDeps): RuleParts {
  const { clock, log, redactor, secret, limits, hostKeys } = deps;
  const redact = redactor.text;
  const source = createSource(rule.source, { clock, log, secret, limits, hostKeys, redactRecord: redactor.record });
  const steps = rule.steps.map((step) => createCommandStep(step, { clock, redact, rule: rule.name }));
  const { mail } = rule;
  const notifiers =
    mail === null
      ? []
      : [createMailNotifier(mail, { password: mail.password === null ? null : secret(mail.password), log, redact })];
  return { rule, source, steps, notifiers, people: createTellPeople({ rule, notifiers, clock, log, redact }) };
}
