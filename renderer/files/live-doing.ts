// What is being done to the files under way, followed for as long as this window is open.
import { useCallback, useSyncExternalStore } from 'react';
import { onConnection, onEvent, currentConnection } from '../api/engine.ts';
import { createDoingStore } from './doing-store.ts';
import type { Doing } from './file-status.ts';
import { createFrameQueue } from '../ui/frame-queue.ts';

export const doingNow = createDoingStore();
export const frames = createFrameQueue((flush) => void requestAnimationFrame(flush));

const listenersOf = new Map<number, Set<() => void>>();

function tell(fileId: number): void {
  for (const listener of listenersOf.get(fileId) ?? []) frames.add(listener);
}

onEvent((event) => {
  const fileId = doingNow.heed(event, performance.now());
  if (fileId !== null) tell(fileId);
});

onConnection(() => {
  if (currentConnection() !== 'lost') return;
  doingNow.forgetAll();
  for (const fileId of listenersOf.keys()) tell(fileId);
});

/** Null: nothing is known of it. */
export function useDoing(fileId: number): Doing | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      const those = listenersOf.get(fileId) ?? new Set();
      listenersOf.set(fileId, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0 && listenersOf.get(fileId) === those) listenersOf.delete(fileId);
      };
    },
    [fileId],
  );
  return useSyncExternalStore(subscribe, () => doingNow.get(fileId));
}
