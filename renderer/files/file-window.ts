// The rows of the table of files, outside of React: as many of them as there are (a million), of which only the pages that
// are looked at are here. Events change rows in place, once a frame; what changes the order is asked of SQL again, at
// most once a second and only while the top of the table is in sight, so that nothing moves under a reader's eyes.
import type { CallInput, CallOutput } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import type { FileRow } from '#shared/file.ts';
import type { ListedFile } from '#shared/story.ts';
import { toCallError, type CallError } from '../api/call-error.ts';
import type { RowSource } from '../ui/row-source.ts';
import type { DoingStore } from './doing-store.ts';
import { matchesQuery, type FileQuery } from './file-query.ts';
import type { Doing } from './file-status.ts';
import type { FrameQueue } from '../ui/frame-queue.ts';

/** Rows asked for at once. */
export const PAGE_ROWS = 100;
/** Files that can be chosen at once. */
export const PICK_LIMIT = 10_000;
/** Pages kept; those that were asked for longest ago go first. */
const KEPT_PAGES = 40;
const REFRESH_MS = 1_000;

/** A row as it is drawn; another object whenever it is to be drawn again. */
export interface FileItem {
  file: ListedFile;
  doing: Doing | null;
}

export interface FileWindow extends RowSource<FileItem> {
  /** Files that have come since and are not shown yet, because one has scrolled away from the top. */
  getNewFiles(): number;
  /** Why the rows that are shown may be old; null: they are not. */
  getTrouble(): CallError | null;
  /** Whether the first row can be seen: only then does anything move by itself. */
  setAtTop(isAtTop: boolean): void;
  heed(event: EngineEvent): void;
  /** The files of these rows, ends included, at most PICK_LIMIT; those that are not here are asked for. @throws CallError */
  between(first: number, last: number): Promise<ListedFile[]>;
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
  let total: number | null = null;
  let error: CallError | null = null;
  let newIds = new Set<number>();
  /** Files with a higher number have come since. */
  let highestId = 0;
  let sight = { first: 0, last: PAGE_ROWS - 1 };
  let isAtTop = true;
  /** Answers of an earlier one are thrown away. */
  let generation = 0;
  let isRefreshing = false;
  let isStale = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  const itemListeners = new Map<number, Set<() => void>>();

  function tell(): void {
    for (const listener of listeners) frames.add(listener);
  }

  function tellItem(index: number): void {
    for (const listener of itemListeners.get(index) ?? []) frames.add(listener);
  }

  /** Newest first, what has come since has moved every row down. */
  function shift(): number {
    return query.sort.by === 'id' && query.sort.descending ? newIds.size : 0;
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
      const { files } = await ask(page * PAGE_ROWS + shift(), PAGE_ROWS);
      if (asked !== generation) return;
      place(page * PAGE_ROWS, files);
      pages.add(page);
      forgetFarPages();
      error = null;
      tell();
    } catch (thrown) {
      if (asked !== generation) return;
      error = toCallError(thrown);
      tell();
    } finally {
      if (asked === generation) asking.delete(page);
    }
    if (error === null) loadSight();
  }

  /** Two at a time, so that what one scrolls past is not asked for before what one stops at. */
  function loadSight(): void {
    if (isRefreshing) return;
    const last = Math.min(sight.last, (total ?? PAGE_ROWS) - 1);
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
      const answer = await ask(firstPage * PAGE_ROWS, count * PAGE_ROWS);
      if (asked !== generation) return;
      [rows, indexOf, pages, newIds] = [new Map(), new Map(), new Set(), new Set()];
      place(firstPage * PAGE_ROWS, answer.files);
      for (let page = firstPage; page < firstPage + count; page++) pages.add(page);
      for (const index of itemListeners.keys()) tellItem(index);
      total = answer.total;
      error = null;
    } catch (thrown) {
      if (asked !== generation) return;
      error = toCallError(thrown);
    }
    tell();
    isRefreshing = false;
    if (error === null) loadSight();
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      refreshIfDue();
    }, REFRESH_MS);
  }

  function refreshIfDue(): void {
    if (isStale && isAtTop && !timer && !isRefreshing && !isClosed) void refresh();
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
      if (!isAtTop) tell();
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
    getTotal: () => total,
    getError: () => (total === null ? error : null),
    getTrouble: () => (total === null ? null : error),
    getNewFiles: () => (isAtTop ? 0 : newIds.size),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getRow: (index) => rows.get(index),
    subscribeRow(index, listener) {
      const those = itemListeners.get(index) ?? new Set();
      itemListeners.set(index, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0 && itemListeners.get(index) === those) itemListeners.delete(index);
      };
    },
    show(first, last) {
      sight = { first, last };
      loadSight();
    },
    setAtTop(value) {
      if (value === isAtTop) return;
      isAtTop = value;
      tell();
      refreshIfDue();
    },
    heed(event) {
      if (event.type === 'file-changed') changed(event.file);
      else if (event.type === 'file-activity' || event.type === 'file-progress') beingDone(event.fileId);
    },
    async between(first, last) {
      const count = Math.min(last - first + 1, PICK_LIMIT);
      const here: ListedFile[] = [];
      for (let index = first; index < first + count; index++) {
        const item = rows.get(index);
        if (!item) break;
        here.push(item.file);
      }
      if (here.length === count) return here;
      return (await ask(first + shift(), count)).files;
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
