// Wires the parts; the only file that imports implementations. Everything that the engine needs is passed in.
import path from 'node:path';
import type { RuleStatus } from '#shared/api.ts';
import type { FileRow } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import { createDispatch, type Dispatch } from './api/dispatch.ts';
import { createHandlers } from './api/handlers.ts';
import type { Clock } from './clock.ts';
import { toWherryError, WherryError } from './errors.ts';
import { createEvents, type Events } from './events.ts';
import { createFreeSpace } from './free-space.ts';
import { lockDataDirectory } from './lock.ts';
import type { Log } from './log.ts';
import { checkDatabase, replaceUnreadable } from './rebuild.ts';
import { recover } from './recover.ts';
import type { Redactor } from './redact.ts';
import { createRuleParts, type RuleParts } from './rule-parts.ts';
import { keepSmall } from './retention.ts';
import { runRule, type RunEnd } from './run.ts';
import { createRunner } from './runner.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createRequestLimits } from './sources/request-limit.ts';
import type { Stopping } from './stopping.ts';
import { createStore } from './store/store.ts';
import type { ScheduledRule, TriggerDeps } from './trigger.ts';
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

export interface Engine {
  dispatch: Dispatch;
  events: Events;
  /** @param ruleLog the rule's own log; by default the engine's */
  addRule(rule: Rule, secret: (name: SecretName) => string, ruleLog?: Log): void;
  /** Takes the data directory for this process and mends what a crash has left. Before any run. @throws `locked` */
  acquire(): void;
  run(ruleId: string): Promise<RunEnd>;
  /** Runs all rules by their schedules until the engine is asked to stop. */
  runSchedules(onEnd: TriggerDeps['onEnd']): Promise<void>;
  close(): Promise<void>;
}

type EngineRule = RuleParts & ScheduledRule;

export function createEngine(options: EngineOptions): Engine {
  const { dataDirectory, clock, log, redactor, stopping, isReader = false } = options;
  const events = createEvents();
  const announce = (file: FileRow) => events.emit({ type: 'file-changed', file });
  const store = createStore(path.join(dataDirectory, 'wherry.db'), clock, announce);
  if (!isReader) replaceUnreadable(store, dataDirectory, log);
  const limits = createRequestLimits(clock);
  const rules = new Map<string, EngineRule>();
  let scheduler: Scheduler | null = null;
  let unlock: (() => void) | null = null;

  function partsOf(ruleId: string): EngineRule {
    const parts = rules.get(ruleId);
    if (parts !== undefined) return parts;
    throw new WherryError('no-such-rule', `there is no rule "${ruleId}"`, { kind: 'permanent' });
  }

  function checkPeople(): void {
    for (const { people, log: ruleLog } of rules.values()) {
      people.check(scheduler?.quietUntil() ?? 0).catch((error: unknown) => ruleLog.error(toWherryError(error).message));
    }
  }

  const schedules = {
    lookNow: () => scheduler?.lookNow(),
    rules(): RuleStatus[] {
      const pauses = store.rules.pauses();
      return [...rules.values()].map(({ rule: { id: ruleId, name, schedule }, isRunning }) => ({
        ruleId,
        name,
        schedule,
        isRunning: isRunning(),
        nextRunAt: scheduler?.nextRunAt(ruleId) ?? null,
        pause: pauses.get(ruleId) ?? null,
        lastRun: store.rules.lastRun(ruleId),
      }));
    },
  };

  return {
    events,
    dispatch: createDispatch(
      createHandlers({ store, events, log, redact: redactor.text, partsOf, schedules }),
      redactor.text,
    ),
    addRule(rule, secret, ownLog = log) {
      const ruleLog = ownLog.about({ rule: rule.name });
      const parts = createRuleParts(rule, { clock, log: ruleLog, redactor, secret, limits, store });
      const space = createFreeSpace(rule, dataDirectory);
      const runner = createRunner(async () => {
        const { source, steps, people } = parts;
        const { stop, stopCommands, kill } = stopping;
        const shared = { rule, source, steps, store, clock, events, space, stop, stopCommands, kill };
        const end = await runRule({
          ...shared,
          log: ruleLog,
          redact: redactor.text,
          tell: people.file,
          alert: people.alert,
        });
        await people.runEnded(end, scheduler?.quietUntil() ?? 0);
        await keepSmall(
          store,
          Array.from(rules.values(), (each) => each.rule),
          { clock, log: ruleLog },
        );
        return end;
      });
      rules.set(rule.id, { ...parts, log: ruleLog, run: runner.request, isRunning: runner.isRunning });
    },
    acquire() {
      unlock = lockDataDirectory(dataDirectory);
      checkDatabase(store, [...rules.keys()], log);
      for (const { rule, log: ruleLog } of rules.values()) recover(store, rule, ruleLog);
    },
    run: (ruleId) => partsOf(ruleId).run(),
    runSchedules(onEnd) {
      const { stop } = stopping;
      scheduler = createScheduler({
        rules: [...rules.values()],
        states: store.rules,
        clock,
        stop,
        network: ({ rule, log: ruleLog }) => waitForNetwork(rule, { clock, log: ruleLog, signal: stop }),
        onEnd,
        onMinute: checkPeople,
      });
      return scheduler.run();
    },
    async close() {
      for (const { people, source } of rules.values()) {
        await source.close();
        await people.close();
      }
      unlock?.();
      store.close();
    },
  };
}
