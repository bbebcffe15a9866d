import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { call, currentConnection, onConnection, onEvent } from '../api/engine.ts';
import { createFrameQueue } from '../ui/frame-queue.ts';
import type { LogQuery } from './log-query.ts';
import { createLogWindow, type LogWindow } from './log-window.ts';

const frames = createFrameQueue((flush) => requestAnimationFrame(flush));

/** The lines for a query, followed as they are written. Listens before it reads, so that none is lost in between. */
export function useLogWindow(query: LogQuery): LogWindow {
  const losses = useLosses();
  const window = useMemo(
    () =>
      createLogWindow({
        query,
        read: async (before, limit) => await call('log.read', { ...query, before, limit }),
        soon: frames.add,
      }),
    // What was written while nobody told us of it is read again, with all the rest.
    [query, losses],
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

/** How often the connection was lost and is back. */
function useLosses(): number {
  const [losses, setLosses] = useState(0);
  useEffect(() => {
    let before = currentConnection();
    return onConnection(() => {
      const now = currentConnection();
      if (now === 'open' && before === 'lost') setLosses((count) => count + 1);
      // `connecting` on the way back is still a loss.
      if (now === 'open' || now === 'lost') before = now;
    });
  }, []);
  return losses;
}
