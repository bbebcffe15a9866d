// Wires the parts; with rule-parts.ts the only file that imports implementations. All that the engine needs is passed in.
import path from 'node:path';
import type { EngineCallName } from '#shared/api.ts';
import type { CheckResult, PreviewFile, RuleStatus } from '#shared/api-rules.ts';
import type { Notice } from '#shared/event.ts';
import type { FileRow } from '#shared/file.ts';
import type { MailServer } from '#shared/mail.ts';
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import type { Handlers } from './api/dispatch.ts';
import { createDispatch, type Dispatch } from './api/dispatch.ts';
import { createHandlers } from './api/handlers.ts';
import { checkRule } from './check-rule.ts';
import type { Clock } from './clock.ts';
import { toWherryError } from './errors.ts';
import { createEvents, type Events } from './events.ts';
import { createFreeSpace } from './free-space.ts';
import { lockDataDirectory } from './lock.ts';
import type { Log } from './log.ts';
import { previewRule } from './preview-rule.ts';
import { checkDatabase, replaceUnreadable } from './rebuild.ts';
import { recover } from './recover.ts';
import type { Redactor } from './redact.ts';
import { createRuleParts } from './rule-parts.ts';
import { type EngineRule, ON, type Standing, createRuleSet, statusOf } from './rule-set.ts';
import { keepSmall } from './retention.ts';
import { runRule, type RunEnd } from './run.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { secretNames } from './secret-names.ts';
import { createRequestLimits } from './sources/request-limit.ts';
import type { Stopping } from './stopping.ts';
import { createStore } from './store/store.ts';
import type { TriggerDeps } from './trigger.ts';
import { waitForNetwork } from './wake.ts';

export interface EngineOptions {
  /** It only looks at the state: a database that cannot be opened is told, not set aside. */
  isReader?: boolean;
  /** Must exist. Holds wherry.db and the lock. */
  dataDirectory: string;
  clock: Clock;
  log: Log;
  redactor: Redactor;
  stopping: Stopping;
}

export interface RuleOptions {
  /** The rule's own log; by default the engine's. */
  log?: Log;
  /** By default it is simply on. */
  standing?: Standing;
  /** For a rule that names none of its own. */
  mailServer?: MailServer | null;
}

export type Secret = (name: SecretName) => string;

export interface Engine {
  /** What the engine answers by itself; a host adds to them. */
  handlers: Handlers<EngineCallName>;
  dispatch: Dispatch<EngineCallName>;
  events: Events;
  /**
   * Takes a rule up, or in the place of the one with its id; a run under way ends with the old settings. A rule that
   * cannot work (a secret is missing) is there all the same, and says why where it is listed or run.
   */
  addRule(rule: Rule, secret: Secret, options?: RuleOptions): void;
  /** Begins no further file of it. Resolves when its run, if one is under way, has ended. */
  removeRule(ruleId: string): Promise<void>;
  /** A rule that is not there (yet), as it is being edited. @throws where it cannot work */
  trial(rule: Rule, secret: Secret, options?: RuleOptions): Trial;
  /** Takes the data directory for this process and mends what a crash has left. Before any run. @throws `locked` */
  acquire(): void;
  run(ruleId: string): Promise<RunEnd>;
  /** Runs all rules by their schedules until the engine is asked to stop. */
  runSchedules(onEnd: TriggerDeps['onEnd']): Promise<void>;
  close(): Promise<void>;
}

/** Both close what they have opened. */
export interface Trial {
  check(signal: AbortSignal): AsyncIterable<CheckResult>;
  preview(signal: AbortSignal): Promise<PreviewFile[]>;
}

export function createEngine(options: EngineOptions): Engine {
  const { dataDirectory, clock, log, redactor, stopping, isReader = false } = options;
  const events = createEvents();
  const announce = (file: FileRow) => events.emit({ type: 'file-changed', file });
  const store = createStore(path.join(dataDirectory, 'wherry.db'), clock, announce);
  if (!isReader) replaceUnreadable(store, dataDirectory, log);
  const limits = createRequestLimits(clock);
  const rules = createRuleSet();
  const redact = redactor.text;
  let scheduler: Scheduler | null = null;
  let unlock: (() => void) | null = null;

  const show = (notice: Notice) => events.emit({ type: 'notice', notice });

  function makeParts(rule: Rule, secret: Secret, { log: ownLog = log, mailServer = null }: RuleOptions) {
    const ruleLog = ownLog.about({ rule: rule.name });
    return createRuleParts(rule, { clock, log: ruleLog, redactor, secret, limits, store, mailServer, show });
  }

  async function runOnce(engineRule: EngineRule): Promise<RunEnd> {
    const { rule, log: ruleLog } = engineRule;
    const { source, steps, people } = engineRule.parts();
    const { stopCommands, kill } = stopping;
    const end = await runRule({
      rule,
      source,
      steps,
      store,
      clock,
      events,
      space: createFreeSpace(rule, dataDirectory),
      stop: AbortSignal.any([stopping.stop, engineRule.stop]),
      stopCommands,
      kill,
      log: ruleLog,
      redact,
      tell: people.file,
      alert: people.alert,
    });
    await people.runEnded(end, scheduler?.quietUntil() ?? 0);
    await keepSmall(
      store,
      rules.all().map((each) => each.rule),
      { clock, log: ruleLog },
    );
    return end;
  }

  function checkPeople(): void {
    for (const { problem, parts, log: ruleLog } of rules.all()) {
      if (problem() !== null) continue;
      parts()
        .people.check(scheduler?.quietUntil() ?? 0)
        .catch((error: unknown) => ruleLog.error(toWherryError(error).message));
    }
  }

  function ruleStatuses(): RuleStatus[] {
    const pauses = store.rules.pauses();
    return rules.all().map((rule) => {
      const { id } = rule.rule;
      return statusOf(rule, {
        nextRunAt: scheduler?.nextRunAt(id) ?? null,
        pause: pauses.get(id) ?? null,
        lastRun: store.rules.lastRun(id),
      });
    });
  }

  const handlers = createHandlers({
    store,
    clock,
    events,
    log,
    redact,
    rule: rules.get,
    schedules: { rules: ruleStatuses, lookNow: () => scheduler?.lookNow() },
  });

  return {
    events,
    handlers,
    dispatch: createDispatch(handlers, redact),
    addRule(rule, secret, ruleOptions = {}) {
      const { standing = ON, log: ownLog = log } = ruleOptions;
      const ruleLog = ownLog.about({ rule: rule.name });
      const added = rules.set(rule, standing, ruleLog, {
        makeParts() {
          for (const name of secretNames(rule)) secret(name);
          return makeParts(rule, secret, ruleOptions);
        },
        run: runOnce,
      });
      if (added.problem() === null) scheduler?.set(added);
      else scheduler?.remove(rule.id);
    },
    async removeRule(ruleId) {
      scheduler?.remove(ruleId);
      await rules.remove(ruleId);
    },
    trial(rule, secret, ruleOptions = {}) {
      const parts = makeParts(rule, secret, ruleOptions);
      return {
        check: (signal) => checkRule({ ...parts, store, redact }, signal),
        preview: (signal) => previewRule({ ...parts, store, redact }, signal),
      };
    },
    acquire() {
      unlock = lockDataDirectory(dataDirectory);
      checkDatabase(
        store,
        rules.all().map((each) => each.rule.id),
        log,
      );
      for (const { rule, log: ruleLog } of rules.all()) recover(store, rule, ruleLog);
    },
    run: async (ruleId) => await rules.get(ruleId).run(),
    runSchedules(onEnd) {
      const { stop } = stopping;
      scheduler = createScheduler({
        rules: rules.all().filter(({ problem }) => problem() === null),
        states: store.rules,
        log,
        clock,
        stop,
        network({ rule: { id }, log: ruleLog }) {
          const able = rules.all().find(({ rule, problem }) => rule.id === id && problem() === null);
          const address = able?.parts().source.address ?? null;
          return waitForNetwork(address, { clock, log: ruleLog, signal: stop });
        },
        onEnd,
        onMinute: checkPeople,
      });
      return scheduler.run();
    },
    async close() {
      try {
        await rules.close();
      } finally {
        unlock?.();
        store.close();
      }
    },
  };
}
