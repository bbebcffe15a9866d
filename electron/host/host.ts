// The engine with rules that the application keeps: settings, secrets, log and demo beside it. The desktop's shell and
// `wherry serve` both stand on this; it knows neither.
import type { EngineCallName, HostCallName } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { AppSettings } from '#shared/settings.ts';
import type { Dispatch, Handlers } from '#engine/api/dispatch.ts';
import { createDispatch } from '#engine/api/dispatch.ts';
import type { Clock } from '#engine/clock.ts';
import { createEngine } from '#engine/engine.ts';
import { WherryError } from '#engine/errors.ts';
import { silentLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping, type Stopping } from '#engine/stopping.ts';
import { HOST_API } from '#shared/api.ts';
import type { MasterKey } from './secrets/master-key.ts';
import type { OpenSettings } from './settings/settings.ts';

export type HostCall = EngineCallName | HostCallName;

export interface Host {
  /** Everything of ENGINE_API and HOST_API. */
  dispatch: Dispatch<HostCall>;
  /** For who answers more calls than these and makes a dispatch of its own. */
  handlers: Handlers<HostCall>;
  redact(text: string): string;
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

/** Reads settings and secrets; asynchronous because keychains are. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { dataDirectory, clock, isReader = false } = options;
  const redactor = createRedactor();
  const stopping = createStopping(clock);
  const engine = createEngine({ dataDirectory, clock, log: silentLog, redactor, stopping, isReader });
  const missing = Object.fromEntries(
    Object.keys(HOST_API).map((name) => [
      name,
      async () => {
        throw new WherryError('unknown-call', `"${name}" is not answered yet`, { kind: 'permanent' });
      },
    ]),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- until all calls are answered
  const handlers = { ...missing, ...engine.handlers } as Handlers<HostCall>;
  return {
    dispatch: createDispatch(handlers, redactor.text),
    handlers,
    redact: redactor.text,
    subscribe: engine.events.subscribe,
    settings: () => AppSettings.parse({}),
    acquire: engine.acquire,
    runSchedules: async () => await engine.runSchedules(() => {}),
    stopping,
    close: engine.close,
  };
}
