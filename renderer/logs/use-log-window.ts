import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { call, onEvent } from '../api/engine.ts';
import { createFrameQueue } from '../files/frame-queue.ts';
import type { LogQuery } from './log-query.ts';
import { createLogWindow, type LogWindow } from './log-window.ts';

const frames = createFrameQueue((flush) => requestAnimationFrame(flush));

/** The lines for a query, followed as they are written. Listens before it reads, so that none is lost in between. */
export function useLogWindow(query: LogQuery): LogWindow {
  const window = useMemo(
    () =>
      createLogWindow({
        query,
        read: async (before, limit) => await call('log.read', { ...query, before, limit }),
        soon: frames.add,
      }),
    [query],
  );
  useEffect(() => {
    const stop = onEvent((event) => {
      if (event.type === 'log-line') window.add(event.line);
    });
    void window.readOlder();
    return () => {
      stop();
      window.close();
    };
  }, [window]);
  useSyncExternalStore(window.subscribe, window.state);
  return window;
}
