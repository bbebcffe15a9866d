// Paged rows in a component: made once, started anew when the question changes.
import { useEffect, useRef, useState } from 'react';
import { createPagedRows, type LoadPage, type PagedRows } from './paged-rows.ts';

/** `question` is data (filter, sort), compared by content; `load` asks for a page of its answer. */
export function usePagedRows<Row>(
  question: unknown,
  load: LoadPage<Row>,
  idOf: (row: Row) => string | number,
): PagedRows<Row> {
  const [rows] = useState(() => createPagedRows({ load, idOf }));
  const key = JSON.stringify(question);
  const asked = useRef(key);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (asked.current === key) return;
    asked.current = key;
    rows.restart(latest.current);
  }, [rows, key]);
  return rows;
}
