// A typed emitter. A listener that throws is a defect of the listener, so it is not caught here.
import type { EngineEvent } from '#shared/event.ts';

export interface Events {
  emit(event: EngineEvent): void;
  /** Returns the function that ends it. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<(event: EngineEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
