// The answers that pages look at, outside of React: each is asked once for all who look, and again when it is stale,
// at most four times a second and never twice at the same time.
import type { CallName } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { toCallError, type CallError } from './call-error.ts';
import { isStaleAfter } from './stale.ts';

const EVERY_MS = 250;
/** Answers that nobody looks at are shown at once when somebody comes back, and asked again. */
const KEPT_UNSEEN = 50;

export interface AnswerState {
  /** The last one, also while the next is being asked or after that has failed. */
  value: unknown;
  error: CallError | null;
  /** True also while it is asked again. */
  isLoading: boolean;
}

interface Entry {
  name: CallName;
  input: unknown;
  state: AnswerState;
  listeners: Set<() => void>;
  isStale: boolean;
  isAsking: boolean;
  timer: ReturnType<typeof setTimeout> | null;
  askedAt: number;
}

export interface Answers {
  /** Asks, and tells of every change until the returned function is called. */
  watch(name: CallName, input: unknown, listener: () => void): () => void;
  get(name: CallName, input: unknown): AnswerState;
  reload(name: CallName, input: unknown): void;
  /** An event came. */
  heed(event: EngineEvent): void;
  /** Everything may have changed: events were missed. */
  reloadAll(): void;
}

const UNKNOWN: AnswerState = { value: undefined, error: null, isLoading: true };

export function createAnswers(ask: (name: CallName, input: unknown) => Promise<unknown>): Answers {
  const entries = new Map<string, Entry>();

  function entryOf(name: CallName, input: unknown): Entry {
    const key = keyOf(name, input);
    let entry = entries.get(key);
    if (!entry) {
      entry = {
        name,
        input,
        state: UNKNOWN,
        listeners: new Set(),
        isStale: true,
        isAsking: false,
        timer: null,
        askedAt: -Infinity,
      };
      entries.set(key, entry);
    }
    return entry;
  }

  function change(entry: Entry, state: AnswerState): void {
    entry.state = state;
    for (const listener of entry.listeners) listener();
  }

  function refresh(entry: Entry): void {
    entry.isStale = true;
    if (entry.isAsking || entry.timer || entry.listeners.size === 0) return;
    const waitMs = entry.askedAt + EVERY_MS - performance.now();
    entry.timer = setTimeout(
      () => {
        entry.timer = null;
        if (entry.listeners.size > 0) void load(entry);
      },
      Math.max(0, waitMs),
    );
  }

  async function load(entry: Entry): Promise<void> {
    entry.isStale = false;
    entry.isAsking = true;
    entry.askedAt = performance.now();
    if (!entry.state.isLoading) change(entry, { ...entry.state, isLoading: true });
    try {
      const value = await ask(entry.name, entry.input);
      change(entry, { value, error: null, isLoading: false });
    } catch (thrown) {
      change(entry, { value: entry.state.value, error: toCallError(thrown), isLoading: false });
    } finally {
      entry.isAsking = false;
    }
    if (entry.isStale) refresh(entry);
  }

  function forgetUnseen(): void {
    const unseen = [...entries].filter(([, entry]) => entry.listeners.size === 0 && !entry.isAsking);
    for (const [key] of unseen.slice(0, Math.max(0, unseen.length - KEPT_UNSEEN))) entries.delete(key);
  }

  return {
    watch(name, input, listener) {
      const entry = entryOf(name, input);
      entry.listeners.add(listener);
      if (entry.isStale && !entry.isAsking && !entry.timer) void load(entry);
      return () => {
        entry.listeners.delete(listener);
        // From now on nobody tells it of events.
        if (entry.listeners.size === 0) entry.isStale = true;
        forgetUnseen();
      };
    },
    get: (name, input) => entries.get(keyOf(name, input))?.state ?? UNKNOWN,
    reload: (name, input) => refresh(entryOf(name, input)),
    heed(event) {
      for (const entry of entries.values()) if (isStaleAfter(event, entry.name, entry.input)) refresh(entry);
    },
    reloadAll() {
      for (const entry of entries.values()) refresh(entry);
    },
  };
}

function keyOf(name: CallName, input: unknown): string {
  return `${name} ${JSON.stringify(input)}`;
}
