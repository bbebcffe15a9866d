// The lines that the page holds: the end of the log, what is written meanwhile, and older ones as one scrolls up. Outside
// of React. Memory is bounded: at the limit older lines are not read any more, and the oldest go where new ones come.
import type { LogLine } from '#shared/log-line.ts';
import { type CallError, toCallError } from '../api/call-error.ts';
import { linesNotIn } from './lines-not-in.ts';
import { matches, type LogQuery } from './log-query.ts';

/** What is read at once; a page or two more than a window shows. */
const PAGE_LINES = 500;
export const MAX_LINES = 50_000;

export interface ShownLine extends LogLine {
  /** Ascends with time; stays while the line is held. */
  key: number;
}

export interface LogState {
  /** Oldest first; null: not read yet. */
  lines: readonly ShownLine[] | null;
  /** There may be older ones. */
  hasOlder: boolean;
  /** There may be older ones, but no more are held. */
  isFull: boolean;
  isReading: boolean;
  /** Why the last reading has failed. */
  error: CallError | null;
}

export interface LogPage {
  lines: LogLine[];
  before: string | null;
}

export interface LogWindow {
  state(): LogState;
  subscribe(listener: () => void): () => void;
  /** A line that was written just now. */
  add(line: LogLine): void;
  /** Reads older ones until some were found that match, or the log begins; does nothing while it reads, or has failed. */
  readOlder(): Promise<void>;
  /** The same after a failure. */
  tryAgain(): Promise<void>;
  /** Nothing is told any more, and a reading under way goes no further. */
  close(): void;
}

export interface LogWindowDeps {
  query: LogQuery;
  /** One bounded piece of the log, newest first. */
  read(before: string | null, limit: number): Promise<LogPage>;
  /** Puts many changes together into one for each picture on the screen. */
  soon(tell: () => void): void;
}

export function createLogWindow({ query, read, soon }: LogWindowDeps): LogWindow {
  const listeners = new Set<() => void>();
  let state: LogState = { lines: null, hasOlder: true, isFull: false, isReading: false, error: null };
  let before: string | null = null;
  /** Written since the last picture, or before the first reading has answered, which may hold them, too. */
  let fresh: LogLine[] = [];
  let [firstKey, lastKey] = [0, 0];
  let isClosed = false;

  function set(part: Partial<LogState>): void {
    state = { ...state, ...part };
    soon(tell);
  }

  function tell(): void {
    if (state.lines !== null && fresh.length > 0) append(state.lines);
    if (!isClosed) for (const listener of listeners) listener();
  }

  function append(lines: readonly ShownLine[]): void {
    const all = [...lines, ...withKeys(fresh)];
    fresh = [];
    // What was between is gone then, so older ones would not join on.
    const part = all.length > MAX_LINES ? { lines: all.slice(-MAX_LINES), isFull: true } : { lines: all };
    state = { ...state, ...part };
  }

  function withKeys(lines: readonly LogLine[]): ShownLine[] {
    return lines.map((line) => Object.assign({}, line, { key: lastKey++ }));
  }

  function prepend(older: readonly LogLine[], lines: readonly ShownLine[]): void {
    firstKey -= older.length;
    const above = older.toReversed().map((line, index) => Object.assign({}, line, { key: firstKey + index }));
    set({ lines: [...above, ...lines], isFull: above.length + lines.length >= MAX_LINES });
  }

  /** One reading finds at most a page, and may find nothing in a large part of a log. True: enough for now. */
  async function readSome(): Promise<boolean> {
    const page = await read(before, PAGE_LINES);
    if (isClosed) return true;
    before = page.before;
    set({ hasOlder: before !== null });
    if (state.lines === null) {
      fresh = linesNotIn(page.lines, fresh);
      set({ lines: withKeys(page.lines.toReversed()) });
    } else if (page.lines.length > 0) prepend(page.lines, state.lines);
    return page.lines.length > 0 || before === null;
  }

  async function readUntilFound(): Promise<void> {
    if (state.isReading || !state.hasOlder || state.isFull || isClosed) return;
    set({ isReading: true, error: null });
    try {
      let isEnough = false;
      while (!isEnough) isEnough = await readSome();
      set({ isReading: false });
    } catch (thrown) {
      set({ isReading: false, error: toCallError(thrown) });
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add(line) {
      if (isClosed || !matches(query, line)) return;
      fresh.push(line);
      soon(tell);
    },
    async readOlder() {
      if (state.error === null) await readUntilFound();
    },
    tryAgain: readUntilFound,
    close() {
      isClosed = true;
    },
  };
}
