// The engine that this application shows: its own, or that of a `wherry serve` on the same data directory, which is
// attached to and goes on when the application is quit.
import { app } from 'electron';
import Store from 'electron-store';
import type { Answer, ShellCallName } from '#shared/api.ts';
import { SHELL_CALLS } from '#shared/api-app.ts';
import { createDispatch, type Dispatch } from '#engine/api/dispatch.ts';
import { systemClock } from '#engine/clock.ts';
import { WherryError } from '#engine/errors.ts';
import type { Log } from '#engine/log.ts';
import type { Stopping } from '#engine/stopping.ts';
import { createHost, type HostCall } from '#host/host.ts';
import { standardKeys } from '#host/secrets/standard-keys.ts';
import { connectRemote, type RemoteConnection } from '#server/remote.ts';
import { serverFilePath } from '#server/server-file.ts';
import { attachedLog } from './attached-log.ts';
import type { Link } from './link.ts';
import { createLocalServer } from './local-server.ts';
import type { Places } from './names-and-places.ts';
import { createSafeStorageKey } from './safe-storage-key.ts';
import type { LocalServer } from './settings-in-force.ts';
import { createShellCalls, type ShellCallDeps } from './shell-calls.ts';
import { createUpdates, type Updates } from './updates.ts';

export interface OpenedEngine {
  /** Every call of the contract. */
  link: Link;
  /** Null: the engine is another process. */
  stopping: Stopping | null;
  /** Resolves when schedules have ended. */
  ended: Promise<void>;
  /** Null: that process has its own. */
  server: LocalServer | null;
  updates: Updates;
  log: Log;
  close(): Promise<void>;
}

type WindowOf = ShellCallDeps['window'];

/** @throws why it cannot start, with what to do next */
export async function openEngine(places: Places, window: WindowOf): Promise<OpenedEngine> {
  const dataDirectory = places.data;
  const host = await createHost({
    dataDirectory,
    kind: 'desktop',
    version: app.getVersion(),
    clock: systemClock,
    openSettings: (options) => new Store(options),
    keys: standardKeys(dataDirectory, process.env, [createSafeStorageKey(dataDirectory)]),
  });
  try {
    host.acquire();
  } catch (error) {
    await host.close();
    if (!(error instanceof WherryError) || error.code !== 'locked') throw error;
    return await attach(dataDirectory, window, error);
  }
  const { log, stopping, subscribe } = host;
  const updates = createUpdates(log);
  const server = createLocalServer(places, host, app.getVersion(), log);
  return {
    link: withShellCalls({ call: callsOf(host.dispatch), subscribe }, { window, updates }),
    stopping,
    ended: host.runSchedules(),
    server,
    updates,
    log,
    async close() {
      updates.close();
      await server.close();
      await host.close();
    },
  };
}

/** @throws `locked` where the other process cannot be asked: a `wherry run`, which has no server */
async function attach(dataDirectory: string, window: WindowOf, locked: WherryError): Promise<OpenedEngine> {
  const remote = await connectRemote(serverFilePath(dataDirectory));
  if (remote === null) throw locked;
  const call = callsOf(remote.dispatch);
  const attached: Link = {
    async call(name, input) {
      const answer = await call(name, input);
      return name === 'app.info' ? asAttached(answer) : answer;
    },
    subscribe(listener) {
      const onConnection = (connection: RemoteConnection): void => {
        listener({ type: 'connection', connection });
        // Whoever shows something asks anew, and so sees whether it is there.
        listener({ type: 'rules-changed' });
      };
      const ends = [remote.subscribe(listener), remote.onConnection(onConnection)];
      return () => ends.forEach((end) => end());
    },
  };
  const updates = createUpdates(attachedLog);
  return {
    link: withShellCalls(attached, { window, updates }),
    stopping: null,
    ended: Promise.resolve(),
    server: null,
    updates,
    log: attachedLog,
    async close() {
      updates.close();
      await remote.close();
    },
  };
}

/** The page is told that the desktop's calls are answered, whoever runs the rules. */
function asAttached(answer: Answer<unknown>): Answer<unknown> {
  if (!answer.ok) return answer;
  return { ok: true, value: Object.assign({}, answer.value, { kind: 'desktop', isAttached: true }) };
}

function withShellCalls(engine: Link, deps: Omit<ShellCallDeps, 'link'>): Link {
  const dispatch = createDispatch(createShellCalls({ ...deps, link: engine }), (text) => text);
  return {
    subscribe: engine.subscribe,
    call: async (name, input) => (isShellCall(name) ? await dispatch(name, input) : await engine.call(name, input)),
  };
}

function isShellCall(name: string): name is ShellCallName {
  return Object.hasOwn(SHELL_CALLS, name);
}

/** A dispatch answers names that it does not know with an error, so any name may be asked. */
function callsOf(dispatch: Dispatch<HostCall>): Link['call'] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return async (name, input) => await dispatch(name as HostCall, input);
}
