// A scheduler over a real store with a clock that the test moves: what ran is written down with its time.
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { WherryError } from '#engine/errors.ts';
import { createLogFile } from '#engine/log-file.ts';
import { createRedactor } from '#engine/redact.ts';
import type { RunEnd } from '#engine/run.ts';
import { createRunner } from '#engine/runner.ts';
import { createScheduler, type Scheduler } from '#engine/scheduler.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import type { ScheduledRule } from '#engine/trigger.ts';
import type { Rule } from '#shared/rule.ts';
import { FiringPolicy, type Schedule } from '#shared/schedule.ts';
import { createFakeClock, type FakeClock } from '#test/helpers/fake-clock.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { importWith } from '../unit/config/sample.ts';

/** Not on the minute, so that slots and intervals differ. */
export const START = Date.parse('2026-03-25T10:00:30Z');

export interface Planned {
  schedule: Schedule;
  firing?: Partial<FiringPolicy>;
  id?: string;
  /** How long a run takes. */
  runMs?: number;
  /** What the n-th run (from 0) ends with. */
  error?: (index: number) => WherryError | null;
}

export interface Bench {
  clock: FakeClock;
  store: Store;
  /** Begin of each run, `HH:MM:SS`, with the rule's id where there are several. */
  ran: string[];
  /** Log lines of warnings and worse, or of everything. */
  told(everything?: boolean): string[];
  /** How often the network was waited for. */
  networkAsked(): number;
  /** How often it was time to look after things. */
  minutes(): number;
  scheduler: Scheduler;
  runNow(id?: string): Promise<RunEnd>;
  /** The store cannot tell them for a while. */
  hidePauses(areHidden: boolean): void;
  /** Asks it to stop and waits for that. */
  stop(): Promise<void>;
  /** Stops the engine and starts another one over the same state. */
  restart(): Promise<void>;
}

export function startBench(
  planned: readonly Planned[],
  { network = async () => {} }: { network?: () => Promise<void> } = {},
): Bench {
  const folder = temporaryFolder();
  const clock = createFakeClock(START);
  const lines: { level: string; text: string }[] = [];
  const log = createLogFile({
    directory: folder,
    name: 'log',
    level: 'debug',
    clock,
    redactor: createRedactor(),
    onLine: ({ level, message }) => lines.push({ level, text: message }),
  });
  const ran: string[] = [];
  const ends: number[] = [];
  let [asked, minutes] = [0, 0];
  let arePausesHidden = false;
  let store = createStore(path.join(folder, 'wherry.db'), clock, () => {});
  let stop = new AbortController();
  let rules: ScheduledRule[] = [];
  let scheduler = start();
  let running = scheduler.run();
  onTestFinished(async () => {
    await stopIt();
    store.close();
    log.close();
  });

  function scheduledRule({
    schedule,
    firing = {},
    id = 'rule',
    runMs = 0,
    error = () => null,
  }: Planned): ScheduledRule {
    const rule: Rule = { ...importWith().rule, id, schedule, firing: FiringPolicy.parse(firing) };
    const runner = createRunner(async () => {
      const time = new Date(clock.now()).toISOString().slice(11, 19);
      ran.push(planned.length > 1 ? `${id} ${time}` : time);
      const run = store.startRun(id);
      if (runMs > 0) await clock.sleep(runMs);
      ends.push(clock.now());
      const state = stop.signal.aborted ? 'cancelled' : 'succeeded';
      return { run: store.finishRun({ ...run, state }), error: error(ends.length - 1) };
    });
    return { rule, log, run: runner.request, isRunning: runner.isRunning };
  }

  function pauses(): ReturnType<Store['rules']['pauses']> {
    if (arePausesHidden) throw new WherryError('store-busy', 'the database is busy', { kind: 'transient' });
    return store.rules.pauses();
  }

  function start(): Scheduler {
    rules = planned.map(scheduledRule);
    return createScheduler({
      rules,
      clock,
      states: { ...store.rules, pauses },
      log,
      stop: stop.signal,
      network: async () => {
        asked++;
        await network();
      },
      onEnd: () => {},
      onMinute: () => minutes++,
    });
  }

  async function stopIt(): Promise<void> {
    let isOver = false;
    void running.then(() => (isOver = true));
    stop.abort();
    await clock.advance(0);
    if (!isOver) await clock.runUntilDone(running);
  }

  return {
    clock,
    get store() {
      return store;
    },
    ran,
    told: (everything = false) =>
      lines.filter(({ level }) => everything || level === 'warn' || level === 'error').map(({ text }) => text),
    networkAsked: () => asked,
    minutes: () => minutes,
    get scheduler() {
      return scheduler;
    },
    hidePauses(areHidden) {
      arePausesHidden = areHidden;
    },
    runNow: (id = 'rule') => rules.find(({ rule }) => rule.id === id)!.run(),
    stop: stopIt,
    async restart() {
      await stopIt();
      store.close();
      store = createStore(path.join(folder, 'wherry.db'), clock, () => {});
      stop = new AbortController();
      scheduler = start();
      running = scheduler.run();
    },
  };
}
