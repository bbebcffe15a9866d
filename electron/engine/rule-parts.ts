// A rule's settings made into the things that do its work.
import { createHash } from 'node:crypto';
import os from 'node:os';
import type { Notice } from '#shared/event.ts';
import type { Mail, MailServer } from '#shared/mail.ts';
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { createHeartbeat, type Heartbeat } from './notifiers/heartbeat.ts';
import { createMailNotifier } from './notifiers/mail.ts';
import type { Notifier } from './notifiers/notifier.ts';
import type { Redactor } from './redact.ts';
import { createSource } from './sources/index.ts';
import type { RequestLimits } from './sources/request-limit.ts';
import type { Source } from './sources/source.ts';
import { createCommandStep } from './steps/command.ts';
import type { Step } from './steps/step.ts';
import type { Store } from './store/store.ts';
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
  store: Store;
  /** Of rules that name none of their own; null: there is none. */
  mailServer: MailServer | null;
  show(notice: Notice): void;
}

export function createRuleParts(rule: Rule, deps: RulePartsDeps): RuleParts {
  const { clock, log, redactor, secret, limits, store } = deps;
  const redact = redactor.text;
  const { hostKeys } = store;
  const claimant = claimantOf(store.installation, rule.id);
  const source = createSource(rule.source, {
    clock,
    log,
    secret,
    limits,
    hostKeys,
    ruleId: rule.id,
    claimant,
    redactRecord: redactor.record,
  });
  const steps = rule.steps.map((step) => createCommandStep(step, { clock, redact, rule: rule.name }));
  const mailServer = rule.mail?.server ?? deps.mailServer;
  const notifiers = rule.mail === null || mailServer === null ? [] : [mailNotifier(rule.mail, mailServer, deps)];
  const heartbeat = createHeartbeatOf(rule, { secret, log, redact });
  const people = createTellPeople({ rule, notifiers, heartbeat, store, clock, log, redact, show: deps.show });
  return { rule, source, steps, notifiers, people };
}

function mailNotifier(mail: Mail, server: MailServer, { secret, log, redactor }: RulePartsDeps): Notifier {
  const password = server.password === null ? null : secret(server.password);
  return createMailNotifier({ ...mail, ...server }, { password, log, redact: redactor.text });
}

/** Two rules of one installation are two claimants: a file that both list is processed by one. */
function claimantOf(installation: string, ruleId: string): string {
  const rule = createHash('sha256').update(ruleId).digest('hex').slice(0, 8);
  return `${os.hostname().replace(/[\s:]/g, '-')}:${installation}-${rule}`;
}

function createHeartbeatOf(
  { name, alarms }: Rule,
  { secret, log, redact }: Pick<RulePartsDeps, 'secret' | 'log'> & { redact(text: string): string },
): Heartbeat | null {
  if (alarms.heartbeat === null) return null;
  const { url, failUrl, method } = alarms.heartbeat;
  const addresses = { url: secret(url), failUrl: failUrl === null ? null : secret(failUrl) };
  return createHeartbeat({ ...addresses, method, rule: name, log, redact });
}
