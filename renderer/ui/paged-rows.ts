// Rows of a long list, loaded page by page as they are seen. Rows keep standing while newer ones are on their way.
import { toCallError, type CallError } from '../api/call-error.ts';
import type { RowSource } from './row-source.ts';

export interface PagedRows<Row> extends RowSource<Row> {
  /** Another sort or filter: everything is asked anew by `load`. */
  restart(load: LoadPage<Row>): void;
  /** Rows may have come, gone or moved: what is seen is asked again, a few times a second at most. */
  reload(): void;
  /** A single row has changed where it stands; false: it is not loaded. */
  patch(id: string | number, change: (row: Row) => Row): boolean;
}

export type LoadPage<Row> = (offset: number, limit: number) => Promise<{ rows: readonly Row[]; total: number }>;

export interface PagedRowsSettings<Row> {
  idOf: (row: Row) => string | number;
  load: LoadPage<Row>;
  pageSize?: number;
  /** When listeners are told; default: with the next frame. */
  schedule?: (tell: () => void) => void;
  reloadEveryMs?: number;
}

interface Page<Row> {
  rows: readonly Row[];
  isStale: boolean;
}

/** So many loads run at the same time while somebody scrolls fast; the pages passed by are left out. */
const AT_ONCE = 2;

export function createPagedRows<Row>(settings: PagedRowsSettings<Row>): PagedRows<Row> {
  const { idOf, pageSize = 100, schedule = requestAnimationFrame, reloadEveryMs = 500 } = settings;
  let load = settings.load;
  /** Grows with each restart: what an earlier one brings is thrown away. */
  let generation = 0;
  let pages = new Map<number, Page<Row>>();
  let isOfOldQuery = false;
  let total: number | null = null;
  let error: CallError | null = null;
  let seen = { first: 0, last: pageSize - 1 };
  const placeOf = new Map<string | number, number>();
  const loading = new Set<number>();
  const listeners = new Set<() => void>();
  const rowListeners = new Map<number, Set<() => void>>();
  const changed = new Set<number>();
  let isTelling = false;
  let reloadTimer: ReturnType<typeof setTimeout> | null = null;
  let reloadedAt = -Infinity;

  function tellOfRows(): void {
    isTelling = false;
    const places = [...changed];
    changed.clear();
    for (const place of places) for (const listener of rowListeners.get(place) ?? []) listener();
  }

  function touch(place: number): void {
    if (!rowListeners.has(place)) return;
    changed.add(place);
    if (isTelling) return;
    isTelling = true;
    schedule(tellOfRows);
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function wantedPage(): number | null {
    const end = total === null ? 0 : Math.max(0, Math.ceil(total / pageSize) - 1);
    const last = Math.min(Math.floor(seen.last / pageSize), end);
    for (let number = Math.min(Math.floor(seen.first / pageSize), end); number <= last; number += 1) {
      const page = pages.get(number);
      if ((!page || page.isStale) && !loading.has(number)) return number;
    }
    return null;
  }

  function pump(): void {
    while (loading.size < AT_ONCE) {
      const number = wantedPage();
      if (number === null) return;
      void loadPage(number);
    }
  }

  async function loadPage(number: number): Promise<void> {
    const mine = generation;
    loading.add(number);
    const known = pages.get(number);
    if (known) known.isStale = false;
    try {
      const answer = await load(number * pageSize, pageSize);
      if (mine !== generation) return;
      loading.delete(number);
      accept(number, answer.rows, answer.total);
    } catch (thrown) {
      if (mine !== generation) return;
      loading.delete(number);
      error = toCallError(thrown);
      tell();
      return;
    }
    pump();
  }

  function accept(number: number, rows: readonly Row[], newTotal: number): void {
    if (isOfOldQuery) forget();
    const isStale = pages.get(number)?.isStale ?? false;
    pages.set(number, { rows, isStale });
    rows.forEach((row, index) => placeOf.set(idOf(row), number * pageSize + index));
    for (let index = 0; index < pageSize; index += 1) touch(number * pageSize + index);
    if (newTotal === total && error === null) return;
    total = newTotal;
    error = null;
    tell();
  }

  function forget(): void {
    isOfOldQuery = false;
    pages = new Map();
    placeOf.clear();
    for (const place of rowListeners.keys()) touch(place);
  }

  function getRow(place: number): Row | undefined {
    return pages.get(Math.floor(place / pageSize))?.rows[place % pageSize];
  }

  function reloadNow(): void {
    reloadTimer = null;
    reloadedAt = performance.now();
    for (const page of pages.values()) page.isStale = true;
    pump();
  }

  pump();
  return {
    getTotal: () => total,
    getError: () => error,
    getRow,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    subscribeRow(place, listener) {
      const those = rowListeners.get(place) ?? new Set();
      rowListeners.set(place, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0 && rowListeners.get(place) === those) rowListeners.delete(place);
      };
    },
    show(first, last) {
      seen = { first, last };
      pump();
    },
    restart(next) {
      load = next;
      generation += 1;
      isOfOldQuery = true;
      loading.clear();
      seen = { first: 0, last: seen.last - seen.first };
      reloadNow();
    },
    reload() {
      error = null;
      const waitMs = Math.max(0, reloadedAt + reloadEveryMs - performance.now());
      reloadTimer ??= setTimeout(reloadNow, waitMs);
    },
    patch(id, change) {
      const place = placeOf.get(id);
      const row = place === undefined ? undefined : getRow(place);
      // A page that came later may have moved it.
      if (place === undefined || row === undefined || idOf(row) !== id) return false;
      const page = Math.floor(place / pageSize);
      const known = pages.get(page);
      if (!known) return false;
      pages.set(page, { ...known, rows: known.rows.with(place % pageSize, change(row)) });
      touch(place);
      return true;
    },
  };
}
