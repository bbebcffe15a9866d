// What the engine tells, for components that follow it closely: progress, lines of the log, results of a check.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { EngineEvent } from '#shared/event.ts';
import { currentConnection, onConnection, onEvent } from './engine.ts';
import type { Connection } from './transport.ts';

/** The listener may be another one at each render. There can be a thousand events a second: set no state for each. */
export function useEvents(listener: (event: EngineEvent) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => onEvent((event) => latest.current(event)), []);
}

export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, currentConnection);
}
