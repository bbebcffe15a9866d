// An answer about what is being typed: asked when the typing rests, the last one is kept meanwhile.
import { useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '#shared/api.ts';
import { type CallError, toCallError } from '../../api/call-error.ts';
import { call } from '../../api/engine.ts';

const REST_MS = 250;

export interface Asked<T> {
  /** Null: not answered yet. */
  value: T | null;
  error: CallError | null;
}

/**
 * Unlike useCall nothing is cached: such inputs hold drafts, and with them secrets. Compares the input by content;
 * another `turn` asks the same again.
 */
export function useAsked<K extends CallName>(name: K, input: CallInput<K> | null, turn = 0): Asked<CallOutput<K>> {
  const [asked, setAsked] = useState<Asked<CallOutput<K>>>({ value: null, error: null });
  const text = JSON.stringify(input);
  useEffect(() => {
    if (text === 'null') return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the text was made of such an input
      call(name, JSON.parse(text) as CallInput<K>).then(
        (value) => isCurrent && setAsked({ value, error: null }),
        (thrown: unknown) => isCurrent && setAsked(({ value }) => ({ value, error: toCallError(thrown) })),
      );
    }, REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [name, text, turn]);
  return asked;
}
