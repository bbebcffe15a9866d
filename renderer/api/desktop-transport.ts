// In the desktop application: what the preload has put into the window.
import type { EngineEvent } from '#shared/event.ts';
import type { Answer } from '#shared/api.ts';
import { CallError } from './call-error.ts';
import type { Transport } from './transport.ts';

/** `window.wherry`, the only thing that the preload exposes. */
export interface DesktopBridge {
  call(name: string, input: unknown): Promise<Answer<unknown>>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
}

export function createDesktopTransport(bridge: DesktopBridge): Transport {
  return {
    async call(name, input) {
      const answer = await bridge.call(name, input);
      if (!answer.ok) throw new CallError(answer.error);
      return answer.value;
    },
    listen(onEvent, onConnection) {
      const stop = bridge.subscribe((event) => {
        if (event.type === 'connection') onConnection(event.connection);
        else onEvent(event);
      });
      onConnection('open');
      return stop;
    },
  };
}
