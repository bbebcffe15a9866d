// Wires the parts; the only file that imports implementations. Everything that the engine needs is passed in.
import path from 'node:path';
import type { FileRow } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import { createDispatch, type Dispatch } from './api/dispatch.ts';
import { createHandlers } from './api/handlers.ts';
import type { Clock } from './clock.ts';
import { WherryError } from './errors.ts';
import { createEvents, type Events } from './events.ts';
import { lockDataDirectory } from './lock.ts';
import type { Log } from './log.ts';
import { loop, type LoopOptions } from './loop.ts';
import { recover } from './recover.ts';
import type { Redactor } from './redact.ts';
import { createRuleParts, type RuleParts } from './rule-parts.ts';
import { runRule, type RunEnd } from './run.ts';
import { createRunner } from './runner.ts';
import { createRequestLimits } from './sources/request-limit.ts';
import type { Stopping } from './stopping.ts';
import { createStore } from './store/store.ts';

export interface EngineOptions {
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
  addRule(rule: Rule, secret: (name: SecretName) => string): void;
  /** Takes the data directory for this process and mends what a crash has left. Before any run. @throws `locked` */
  acquire(): void;
  run(ruleId: string): Promise<RunEnd>;
  /** Until the engine is asked to stop. */
  loop(ruleId: string, onWait: LoopOptions['onWait']): Promise<void>;
  close(): Promise<void>;
}

export function createEngine({ dataDirectory, clock, log, redactor, stopping }: EngineOptions): Engine {
  const events = createEvents();
  const announce = (file: FileRow) => events.emit({ type: 'file-changed', file });
  const store = createStore(path.join(dataDirectory, 'wherry.db'), clock, announce);
  const limits = createRequestLimits(clock);
  const rules = new Map<string, RuleParts & { run: () => Promise<RunEnd> }>();
  let unlock: (() => void) | null = null;

  function partsOf(ruleId: string): RuleParts & { run: () => Promise<RunEnd> } {
    const parts = rules.get(ruleId);
    if (parts !== undefined) return parts;
    throw new WherryError('no-such-rule', `there is no rule "${ruleId}"`, { kind: 'permanent' });
  }

  return {
    events,
    dispatch: createDispatch(createHandlers({ store, events, log, redact: redactor.text, partsOf }), redactor.text),
    addRule(rule, secret) {
      const ruleLog = log.about({ rule: rule.name });
      const parts = createRuleParts(rule, { clock, log: ruleLog, redactor, secret, limits, hostKeys: store.hostKeys });
      const run = createRunner(async () => {
        const { source, steps, people } = parts;
        const { stop, stopCommands, kill } = stopping;
        const shared = { rule, source, steps, store, clock, events, stop, stopCommands, kill };
        const end = await runRule({ ...shared, log: ruleLog, redact: redactor.text, tell: people.file });
        await people.runEnded(end.error);
        return end;
      });
      rules.set(rule.id, { ...parts, run });
    },
    acquire() {
      unlock = lockDataDirectory(dataDirectory);
      for (const { rule } of rules.values()) recover(store, rule, log.about({ rule: rule.name }));
    },
    run: (ruleId) => partsOf(ruleId).run(),
    loop(ruleId, onWait) {
      const { run, rule } = partsOf(ruleId);
      return loop({ run, schedule: rule.schedule, clock, stop: stopping.stop, onWait });
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
