// The one connection of this window: calls, events, and whether it stands. Made in main.tsx before the first page.
import type { CallInput, CallName, CallOutput } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { createAnswers } from './answers.ts';
import { CallError } from './call-error.ts';
import type { Connection, Transport } from './transport.ts';

let transport: Transport | null = null;
let connection: Connection = 'connecting';
const eventListeners = new Set<(event: EngineEvent) => void>();
const connectionListeners = new Set<() => void>();

/** Who asks, for the story of a file and the log. */
export const WHO = 'a person, in the window';

/** Asks the engine. Throws CallError, whose message and hint are made to be shown. */
export async function call<K extends CallName>(name: K, input: CallInput<K>): Promise<CallOutput<K>> {
  if (!transport) {
    throw new CallError({
      code: 'not-connected',
      message: `${name} was asked too early`,
      kind: 'internal',
      hint: null,
    });
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are of one build
  return (await transport.call(name, input)) as CallOutput<K>;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- useCall has typed the input by the name
export const answers = createAnswers((name, input) => call(name, input as CallInput<CallName>));

/** Begins to listen; called once. */
export function connect(to: Transport): void {
  transport = to;
  to.listen(
    (event) => {
      answers.heed(event);
      for (const listener of eventListeners) listener(event);
    },
    (now) => {
      const wasOpen = connection === 'open';
      connection = now;
      if (now === 'open' && !wasOpen) answers.reloadAll();
      for (const listener of connectionListeners) listener();
    },
  );
}

export function onEvent(listener: (event: EngineEvent) => void): () => void {
  eventListeners.add(listener);
  return () => void eventListeners.delete(listener);
}

export function onConnection(listener: () => void): () => void {
  connectionListeners.add(listener);
  return () => void connectionListeners.delete(listener);
}

export function currentConnection(): Connection {
  return connection;
}
