// The rows of a query in a component. While those of another query are on their way, the old ones stay in sight.
import { useEffect, useRef, useState } from 'react';
import { call, onEvent } from '../api/engine.ts';
import { useConnection } from '../api/use-events.ts';
import type { FileQuery } from './file-query.ts';
import { createFileWindow, type FileWindow } from './file-window.ts';
import { doingNow, frames } from './live-doing.ts';

interface Opened {
  key: string;
  rows: FileWindow;
  close: () => void;
}

function open(key: string, query: FileQuery): Opened {
  const rows = createFileWindow({ query, list: (input) => call('file.list', input), doing: doingNow, frames });
  const stop = onEvent(rows.heed);
  return { key, rows, close: () => (stop(), rows.close()) };
}

export function useFileWindow(query: FileQuery): FileWindow {
  const key = JSON.stringify(query);
  const asked = useRef(query);
  asked.current = query;
  const [shown, setShown] = useState(() => open(key, query));

  useEffect(() => () => shown.close(), [shown]);

  useEffect(() => {
    if (shown.key === key) return;
    const next = open(key, asked.current);
    let isTaken = false;
    const stop = next.rows.subscribe(() => {
      if (next.rows.getTotal() === null && next.rows.getError() === null) return;
      isTaken = true;
      setShown(next);
    });
    return () => {
      stop();
      if (!isTaken) next.close();
    };
  }, [key, shown.key]);

  const connection = useConnection();
  const wasLost = useRef(false);
  useEffect(() => {
    if (connection === 'open' && wasLost.current) shown.rows.refresh();
    wasLost.current = connection === 'lost';
  }, [connection, shown.rows]);
  return shown.rows;
}
