// A list that is here as a whole, for a VirtualTable.
import type { RowSource } from '../ui/row-source.ts';

export interface ListRows<Row> extends RowSource<Row> {
  /** Rows that are the same object as before are not drawn again. */
  set(rows: readonly Row[]): void;
}

export function createListRows<Row>(): ListRows<Row> {
  let rows: readonly Row[] | null = null;
  const listeners = new Set<() => void>();
  const rowListeners = new Set<() => void>();
  return {
    getTotal: () => rows?.length ?? null,
    getError: () => null,
    getRow: (index) => rows?.[index],
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    subscribeRow(_index, listener) {
      rowListeners.add(listener);
      return () => void rowListeners.delete(listener);
    },
    show() {},
    set(next) {
      rows = next;
      for (const listener of [...listeners, ...rowListeners]) listener();
    },
  };
}
