// The rules of an engine, which may come, change and go while it runs. A rule's runs never overlap, also where its
// settings change under a run: that run ends with the old ones, the next begins with the new ones.
import type { RuleStatus } from '#shared/api-rules.ts';
import type { Rule } from '#shared/rule.ts';
import type { RuleOrigin } from '#shared/rule-entry.ts';
import { toWherryError, WherryError } from './errors.ts';
import type { Log } from './log.ts';
import type { RuleParts } from './rule-parts.ts';
import type { RunEnd } from './run.ts';
import { createRunner } from './runner.ts';
import type { ScheduledRule } from './trigger.ts';

/** What people have decided about a rule; a rule of an INI file is simply on. */
export interface Standing {
  isEnabled: boolean;
  isApproved: boolean;
  origin: RuleOrigin | null;
}
export const ON: Standing = { isEnabled: true, isApproved: true, origin: null };

export interface EngineRule extends ScheduledRule {
  readonly standing: Standing;
  /** @throws why it cannot work: a secret is missing */
  parts(): RuleParts;
  /** Null: it can work, and is switched on and approved. */
  problem(): WherryError | null;
  /** Aborted when the rule is removed or switched off: no further file is begun. */
  readonly stop: AbortSignal;
}

export interface RuleSetDeps {
  /** @throws where the rule cannot work */
  makeParts(): RuleParts;
  run(rule: EngineRule): Promise<RunEnd>;
}

export interface RuleSet {
  /** New, or in the place of the one with the same id. */
  set(rule: Rule, standing: Standing, log: Log, deps: RuleSetDeps): EngineRule;
  /** Resolves when its run, if one is under way, has ended. */
  remove(ruleId: string): Promise<void>;
  /** @throws `no-such-rule` */
  get(ruleId: string): EngineRule;
  all(): EngineRule[];
  /** Resolves when nothing of any rule, replaced ones too, is open any more. */
  close(): Promise<void>;
}

export function createRuleSet(): RuleSet {
  const rules = new Map<string, EngineRule & { retire(): Promise<void> }>();
  const retiring = new Set<Promise<void>>();

  function retire(ruleId: string): Promise<void> {
    const old = rules.get(ruleId);
    if (old === undefined) return Promise.resolve();
    const end = old.retire().finally(() => retiring.delete(end));
    retiring.add(end);
    return end;
  }

  return {
    set(rule, standing, log, { makeParts, run }) {
      const before = retire(rule.id);
      const made = attempt(makeParts);
      const off = new AbortController();
      let isRetired = false;
      const runner = createRunner(async (): Promise<RunEnd> => {
        await before;
        return await run(self);
      });
      const self: EngineRule & { retire(): Promise<void> } = {
        rule,
        log,
        standing,
        stop: off.signal,
        parts() {
          if (made instanceof WherryError) throw made;
          return made;
        },
        problem: () => (made instanceof WherryError ? made : standingProblem(rule, standing)),
        async run() {
          const problem = self.problem();
          if (problem !== null) throw problem;
          return await runner.request();
        },
        isRunning: runner.isRunning,
        async retire() {
          if (isRetired) return;
          isRetired = true;
          off.abort();
          await runner.ended();
          if (made instanceof WherryError) return;
          await made.source.close();
          await made.people.close();
        },
      };
      rules.set(rule.id, self);
      return self;
    },
    async remove(ruleId) {
      const end = retire(ruleId);
      rules.delete(ruleId);
      await end;
    },
    get(ruleId) {
      const rule = rules.get(ruleId);
      if (rule !== undefined) return rule;
      throw new WherryError('no-such-rule', `there is no rule "${ruleId}"`, { kind: 'permanent' });
    },
    all: () => [...rules.values()],
    async close() {
      for (const ruleId of rules.keys()) await retire(ruleId);
      await Promise.all(retiring);
    },
  };
}

/** What the rule is known to need and lacks is its problem; anything else is a defect and thrown. */
function attempt(makeParts: () => RuleParts): RuleParts | WherryError {
  try {
    return makeParts();
  } catch (thrown) {
    const error = toWherryError(thrown);
    if (error.kind !== 'config') throw error;
    return error;
  }
}

function standingProblem({ name }: Rule, { isEnabled, isApproved }: Standing): WherryError | null {
  if (!isApproved) {
    return new WherryError('not-approved', `${name} was imported, and nobody has approved its commands yet`, {
      kind: 'config',
      hint: 'Look at its commands on the page Rules, then approve them.',
    });
  }
  if (isEnabled) return null;
  return new WherryError('switched-off', `${name} is switched off`, {
    kind: 'config',
    hint: 'Switch it on on the page Rules.',
  });
}

export function statusOf(
  { rule, standing, isRunning, parts }: EngineRule,
  now: Pick<RuleStatus, 'nextRunAt' | 'pause' | 'lastRun'>,
): RuleStatus {
  const made = attempt(parts);
  return {
    ruleId: rule.id,
    name: rule.name,
    source: rule.source.kind,
    schedule: rule.schedule,
    ...standing,
    isRunning: isRunning(),
    ...now,
    problem: made instanceof WherryError ? { message: made.message, hint: made.hint } : null,
  };
}
