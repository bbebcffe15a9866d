// An answer of the engine in a component; kept fresh by the table in stale.ts.
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CallInput, CallName, CallOutput } from '#shared/api.ts';
import type { CallError } from './call-error.ts';
import { answers } from './engine.ts';

export interface Called<T> {
  /** Undefined until the first answer; the last one while the next is under way or has failed. */
  value: T | undefined;
  error: CallError | null;
  isLoading: boolean;
  reload: () => void;
}

/** Asks `name` with `input` (data, compared by content) and again whenever an event makes the answer stale. Null: does not ask. */
export function useCall<K extends CallName>(name: K, input: CallInput<K> | null): Called<CallOutput<K>> {
  const key = JSON.stringify(input);
  const latest = useRef(input);
  latest.current = input;
  const subscribe = useCallback(
    (listener: () => void) => (key === 'null' ? () => {} : answers.watch(name, latest.current, listener)),
    [name, key],
  );
  const state = useSyncExternalStore(subscribe, () => answers.get(name, latest.current));
  return useMemo(
    () => ({
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are of one build
      value: state.value as CallOutput<K> | undefined,
      error: state.error,
      isLoading: key !== 'null' && state.isLoading,
      reload: () => answers.reload(name, latest.current),
    }),
    [state, name, key],
  );
}
