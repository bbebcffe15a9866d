// The engine of another process on the same data directory, asked over its server as if it were here; its notices are shown here. It is looked up in
// server.json each time, so it may be restarted meanwhile.
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Answer, CallOutput } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { cancelled, errorData, WherryError } from '#engine/errors.ts';
import type { ServedCall, ServedEngine } from './served-engine.ts';
import { readEvents } from './read-events.ts';
import { readServerFile, type ServerFile } from './server-file.ts';

/** `lost`: it is tried again and again, until it is there once more. */
export type RemoteConnection = 'open' | 'lost';

export interface Remote extends ServedEngine {
  /** Told at each change. Returns the function that ends it. */
  onConnection(listener: (connection: RemoteConnection) => void): () => void;
  close(): Promise<void>;
}

/** One that starts at this moment holds the lock before it has written its file. */
const WAIT_FOR_FILE_MS = 2_000;
const RETRY_MS = { first: 250, last: 5_000 };
/** Its server writes something every 15 s. */
const SILENCE_MS = 45_000;

/** Null: nobody is known there, or who is there does not answer us. @param serverFile path of server.json */
export async function connectRemote(serverFile: string): Promise<Remote | null> {
  if ((await waitForFile(serverFile)) === null) return null;
  // A run may take hours until it is answered.
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const remote = createRemote(serverFile, agent);
  const probe = await remote.dispatch('app.info', {});
  if (probe.ok || !['not-connected', 'token-refused', 'foreign-host'].includes(probe.error.code)) return remote;
  await remote.close();
  return null;
}

function createRemote(serverFile: string, agent: Agent): Remote {
  const listeners = new Set<(event: EngineEvent) => void>();
  const watchers = new Set<(connection: RemoteConnection) => void>();
  const closing = new AbortController();

  function tell(event: EngineEvent): void {
    for (const listener of listeners) listener(event);
  }

  function tellConnection(connection: RemoteConnection): void {
    for (const watcher of watchers) watcher(connection);
  }

  async function dispatch<K extends ServedCall>(
    name: K,
    input: unknown,
    signal?: AbortSignal,
  ): Promise<Answer<CallOutput<K>>> {
    try {
      const { url, token } = whereItIs(serverFile);
      const response = await request(`${url}api/call/${name}`, {
        method: 'POST',
        headers: { ...authorization(token), 'content-type': 'application/json' },
        body: JSON.stringify(input ?? {}),
        dispatcher: agent,
        signal: AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]),
      });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are of one build
      return (await response.body.json()) as Answer<CallOutput<K>>;
    } catch (thrown) {
      const error = signal?.aborted === true || closing.signal.aborted ? cancelled(thrown) : notConnected(thrown);
      return { ok: false, error: errorData(error) };
    }
  }

  /** One stream, until it ends or breaks; never throws. */
  async function* stream(onOpen: () => void): AsyncGenerator<EngineEvent> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const { url, token } = whereItIs(serverFile);
      const { statusCode, body } = await request(`${url}api/events?shows=notices`, {
        headers: authorization(token),
        dispatcher: agent,
        signal: AbortSignal.any([closing.signal, silence.signal]),
      });
      if (statusCode !== 200) return await body.dump();
      onOpen();
      yield* readEvents(body, () => timer.refresh());
    } catch {
      // Refused, broken, silent or closed: for who follows it is all the same, the stream is over.
    } finally {
      clearTimeout(timer);
    }
  }

  async function keepFollowing(): Promise<void> {
    let waitMs = RETRY_MS.first;
    let times = 0;
    while (!closing.signal.aborted) {
      const onOpen = (): void => {
        waitMs = RETRY_MS.first;
        tellConnection('open');
        if (times++ > 0) tellOfGap();
      };
      for await (const event of stream(onOpen)) tell(event);
      if (closing.signal.aborted) return;
      tellConnection('lost');
      await delay(waitMs, undefined, { signal: closing.signal }).catch(() => 'closed meanwhile');
      waitMs = Math.min(waitMs * 2, RETRY_MS.last);
    }
  }

  /** Nobody knows what happened meanwhile: whoever shows something asks anew. */
  function tellOfGap(): void {
    tell({ type: 'rules-changed' });
    tell({ type: 'settings-changed' });
  }

  const following = keepFollowing();
  return {
    dispatch,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onConnection(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    async close() {
      closing.abort();
      await following;
      await agent.destroy();
    },
  };
}

async function waitForFile(serverFile: string): Promise<ServerFile | null> {
  for (const until = performance.now() + WAIT_FOR_FILE_MS; ; await delay(50)) {
    const found = readServerFile(serverFile);
    if (found !== null || performance.now() > until) return found;
  }
}

/** @throws `not-connected` */
function whereItIs(serverFile: string): ServerFile {
  const found = readServerFile(serverFile);
  if (found === null) throw notConnected(null);
  return found;
}

function authorization(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function notConnected(cause: unknown): WherryError {
  if (cause instanceof WherryError) return cause;
  return new WherryError('not-connected', 'the Wherry that runs the rules does not answer', {
    kind: 'transient',
    hint: 'Is "wherry serve" still running? It is tried again by itself.',
    cause,
  });
}
