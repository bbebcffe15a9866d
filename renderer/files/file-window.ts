// The rows of the table of files, outside of React: as many of them as there are (a million), of which only the pages that
// are looked at are here. Events change rows in place, once a frame; what changes the order is asked of SQL again, at
// most once a second and only while the top of the table is in sight, so that nothing moves under a reader's eyes.
import type { CallInput, CallOutput } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import type { FileRow } from '#shared/file.ts';
import type { ListedFile } from '#shared/story.ts';
import { toCallError, type CallError } from '../api/call-error.ts';
import type { DoingStore } from './doing-store.ts';
import { matchesQuery, type FileQuery } from './file-query.ts';
import type { Doing } from './file-status.ts';
import type { FrameQueue } from './frame-queue.ts';

/** Rows asked for at once. */
export const PAGE_ROWS = 100;
/** Pages kept; those that were asked for longest ago go first. */
const KEPT_PAGES = 40;
const REFRESH_MS = 1_000;

/** A row as it is drawn; another object whenever it is to be drawn again. */
export interface FileItem {
  file: ListedFile;
  doing: Doing | null;
}

export interface WindowState {
  /** Null until the first answer. */
  total: number | null;
  /** Files that have come since and are not shown yet, because one has scrolled away from the top. */
  newFiles: number;
  error: CallError | null;
}

export interface FileWindow {
  state(): WindowState;
  subscribe(listener: () => void): () => void;
  /** Null: not here yet; `want` brings it. */
  item(index: number): FileItem | null;
  subscribeItem(index: number, listener: () => void): () => void;
  /** What is in sight now; `isAtTop`: the first row can be seen. */
  want(first: number, last: number, isAtTop: boolean): void;
  heed(event: EngineEvent): void;
  /** Asks again for what is in sight; the order may have changed. */
  refresh(): void;
  close(): void;
}

export interface FileWindowDeps {
  query: FileQuery;
  list(input: CallInput<'file.list'>): Promise<CallOutput<'file.list'>>;
  doing: DoingStore;
  frames: FrameQueue;
}

export function createFileWindow({ query, list, doing, frames }: FileWindowDeps): FileWindow {
  let rows = new Map<number, FileItem>();
  let indexOf = new Map<number, number>();
  let pages = new Set<number>();
  const asking = new Set<number>();
  let state: WindowState = { total: null, newFiles: 0, error: null };
  let newIds = new Set<number>();
  /** Files with a higher number have come since. */
  let highestId = 0;
  let sight = { first: 0, last: PAGE_ROWS - 1, isAtTop: true };
  /** Answers of an earlier one are thrown away. */
  let generation = 0;
  let isRefreshing = false;
  let isStale = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  const itemListeners = new Map<number, Set<() => void>>();

  function tell(changed: Partial<WindowState> = {}): void {
    state = { ...state, ...changed };
    for (const listener of listeners) frames.add(listener);
  }

  function tellItem(index: number): void {
    for (const listener of itemListeners.get(index) ?? []) frames.add(listener);
  }

  function tellAllItems(): void {
    for (const index of itemListeners.keys()) tellItem(index);
  }

  /** Newest first, what has come since has moved every row down. */
  function offsetOf(page: number): number {
    const isNewestFirst = query.sort.by === 'id' && query.sort.descending;
    return page * PAGE_ROWS + (isNewestFirst ? newIds.size : 0);
  }

  function ask(offset: number, limit: number): Promise<CallOutput<'file.list'>> {
    const { states, ruleId, search, sort } = query;
    return list({ states: states === null ? null : [...states], ruleId, search, sort, offset, limit });
  }

  function place(first: number, files: readonly ListedFile[]): void {
    for (const [position, file] of files.entries()) {
      rows.set(first + position, { file, doing: doing.get(file.id) });
      indexOf.set(file.id, first + position);
      highestId = Math.max(highestId, file.id);
      tellItem(first + position);
    }
  }

  function forgetFarPages(): void {
    for (const page of pages) {
      if (pages.size <= KEPT_PAGES) return;
      pages.delete(page);
      for (let index = page * PAGE_ROWS; index < (page + 1) * PAGE_ROWS; index++) {
        const item = rows.get(index);
        if (item && indexOf.get(item.file.id) === index) indexOf.delete(item.file.id);
        rows.delete(index);
      }
    }
  }

  async function loadPage(page: number): Promise<void> {
    const asked = generation;
    asking.add(page);
    try {
      const { files } = await ask(offsetOf(page), PAGE_ROWS);
      if (asked !== generation) return;
      place(page * PAGE_ROWS, files);
      pages.add(page);
      forgetFarPages();
      if (state.error) tell({ error: null });
    } catch (thrown) {
      if (asked === generation) tell({ error: toCallError(thrown) });
    } finally {
      if (asked === generation) asking.delete(page);
    }
    if (asked === generation && !state.error) loadSight();
  }

  /** Two at a time, so that what one scrolls past is not asked for before what one stops at. */
  function loadSight(): void {
    if (isRefreshing) return;
    const last = Math.min(sight.last, (state.total ?? PAGE_ROWS) - 1);
    for (let page = Math.floor(sight.first / PAGE_ROWS); page * PAGE_ROWS <= last; page++) {
      if (asking.size >= 2) return;
      if (!pages.has(page) && !asking.has(page)) void loadPage(page);
    }
  }

  async function refresh(): Promise<void> {
    generation += 1;
    const asked = generation;
    asking.clear();
    isRefreshing = true;
    isStale = false;
    const firstPage = Math.floor(sight.first / PAGE_ROWS);
    const count = Math.floor(sight.last / PAGE_ROWS) - firstPage + 1;
    try {
      const { files, total } = await ask(firstPage * PAGE_ROWS, count * PAGE_ROWS);
      if (asked !== generation) return;
      [rows, indexOf, pages, newIds] = [new Map(), new Map(), new Set(), new Set()];
      place(firstPage * PAGE_ROWS, files);
      for (let page = firstPage; page < firstPage + count; page++) pages.add(page);
      tellAllItems();
      tell({ total, newFiles: 0, error: null });
    } catch (thrown) {
      if (asked === generation) tell({ error: toCallError(thrown) });
    }
    if (asked !== generation) return;
    isRefreshing = false;
    if (!state.error) loadSight();
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      refreshIfDue();
    }, REFRESH_MS);
  }

  function refreshIfDue(): void {
    if (isStale && sight.isAtTop && !timer && !isRefreshing && !isClosed) void refresh();
  }

  function changed(file: FileRow): void {
    const index = indexOf.get(file.id);
    const item = index === undefined ? undefined : rows.get(index);
    if (index !== undefined && item) {
      const unreported = item.file.state === file.state ? item.file.unreported : null;
      rows.set(index, { file: { ...file, unreported }, doing: doing.get(file.id) });
      tellItem(index);
    } else if (file.id > highestId && matchesQuery(query, file)) {
      newIds.add(file.id);
      if (!sight.isAtTop) tell({ newFiles: newIds.size });
    }
    isStale = true;
    refreshIfDue();
  }

  function beingDone(fileId: number): void {
    const index = indexOf.get(fileId);
    const item = index === undefined ? undefined : rows.get(index);
    if (index === undefined || !item) return;
    rows.set(index, { ...item, doing: doing.get(fileId) });
    tellItem(index);
  }

  void refresh();

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    item: (index) => rows.get(index) ?? null,
    subscribeItem(index, listener) {
      const those = itemListeners.get(index) ?? new Set();
      itemListeners.set(index, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0 && itemListeners.get(index) === those) itemListeners.delete(index);
      };
    },
    want(first, last, isAtTop) {
      sight = { first, last, isAtTop };
      loadSight();
      refreshIfDue();
    },
    heed(event) {
      if (event.type === 'file-changed') changed(event.file);
      else if (event.type === 'file-activity' || event.type === 'file-progress') beingDone(event.fileId);
    },
    refresh: () => void refresh(),
    close() {
      isClosed = true;
      generation += 1;
      if (timer) clearTimeout(timer);
      listeners.clear();
      itemListeners.clear();
    },
  };
}
