// The engine with rules that the application keeps: settings, secrets, log and demo beside it. The desktop's shell and
// `wherry serve` both stand on this; it knows neither.
import type { EngineCallName, HostCallName } from '#shared/api.ts';
import type { AppNote } from '#shared/api-app.ts';
import type { EngineEvent } from '#shared/event.ts';
import type { AppSettings } from '#shared/settings.ts';
import { createDispatch, type Dispatch, type Handlers } from '#engine/api/dispatch.ts';
import type { Clock } from '#engine/clock.ts';
import { createEngine } from '#engine/engine.ts';
import type { Log } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping, type Stopping } from '#engine/stopping.ts';
import { createAppHandlers } from './app/app-handlers.ts';
import { createDemo } from './app/demo.ts';
import { createJobHandlers } from './jobs/job-handlers.ts';
import { createAppLog, logDirectoryOf } from './log/app-log.ts';
import { logRunEnds } from './log/run-ends.ts';
import { createRuleHandlers } from './rules/rule-handlers.ts';
import { createStoredRules } from './rules/stored-rules.ts';
import type { MasterKey } from './secrets/master-key.ts';
import { openSecrets } from './secrets/secrets.ts';
import { createSettings, type OpenSettings } from './settings/settings.ts';

export type HostCall = EngineCallName | HostCallName;

export interface Host {
  /** Everything of ENGINE_API and HOST_API. */
  dispatch: Dispatch<HostCall>;
  /** For who answers more calls than these and makes a dispatch of its own. */
  handlers: Handlers<HostCall>;
  redact(text: string): string;
  /** The application's; its lines are told as `log-line`, too. */
  log: Log;
  /** The engine's events, and `log-line`, `settings-changed`, `rules-changed`. Returns the function that ends it. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  settings(): AppSettings;
  /** Takes the data directory; before that nothing is written. @throws `locked` */
  acquire(): void;
  /** Runs the rules by their schedules until asked to stop. After `acquire`. */
  runSchedules(): Promise<void>;
  stopping: Stopping;
  close(): Promise<void>;
}

export interface HostOptions {
  /** Must exist. */
  dataDirectory: string;
  kind: 'desktop' | 'headless';
  version: string;
  clock: Clock;
  /** Conf in Node, electron-store (which extends it) in the desktop application. */
  openSettings: OpenSettings;
  /** Where the key of the secrets may be kept, tried in order. */
  keys: readonly MasterKey[];
  /** It only looks, beside one that works: a database that cannot be opened is told, not set aside. */
  isReader?: boolean;
}

/**
 * Reads settings and secrets; asynchronous because keychains are.
 * @throws `newer-settings`, `not-readable`
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const { dataDirectory, kind, version, clock, openSettings, keys, isReader = false } = options;
  const notes: AppNote[] = [];
  const redactor = createRedactor();
  const redact = redactor.text;
  const now = () => clock.now();
  const noteDown = (note: AppNote) => void notes.push(note);

  const settings = createSettings({ directory: dataDirectory, open: openSettings, now, note: noteDown });
  const secrets = await openSecrets({ directory: dataDirectory, keys, redactor, now, note: noteDown });
  const log = createAppLog({
    directory: logDirectoryOf(dataDirectory),
    level: () => settings.file().app.logLevel,
    clock,
    redactor,
    onLine: (line) => engine.events.emit({ type: 'log-line', line }),
  });
  const stopping = createStopping(clock);
  const engine = createEngine({ dataDirectory, clock, log, redactor, stopping, isReader });
  logRunEnds(engine.events, log, (ruleId) => rules.find(ruleId)?.rule.name ?? ruleId);
  const rules = createStoredRules(engine, settings, secrets);
  rules.apply();

  const learn = redactor.addSecret;
  const demo = createDemo({ dataDirectory, engine, rules, log, learn });
  const handlers: Handlers<HostCall> = {
    ...engine.handlers,
    ...createRuleHandlers({ engine, settings, rules, clock, log, redact, learn, removeDemo: demo.stop, secrets }),
    ...createJobHandlers({ rules, settings, clock, log }),
    ...createAppHandlers({
      about: { version, kind, dataDirectory, startedAt: clock.now() },
      notes,
      engine,
      settings,
      secrets,
      rules,
      demo,
      clock,
      log,
      redact,
      learn,
    }),
  };

  return {
    dispatch: createDispatch(handlers, redact),
    handlers,
    redact,
    log,
    subscribe: engine.events.subscribe,
    settings: () => settings.file().app,
    acquire() {
      engine.acquire();
      log.open();
      settings.own();
      secrets.own();
      rules.apply();
      log.info(`Wherry ${version} starts (${kind}, ${rules.all().length} rules)`);
      for (const { title, detail } of notes) log.warn(`${title}: ${detail}`);
    },
    async runSchedules() {
      await demo.forgetFormer();
      await engine.runSchedules(() => 'told by run-ended');
    },
    stopping,
    async close() {
      await engine.close();
      await demo.close();
      log.close();
    },
  };
}
