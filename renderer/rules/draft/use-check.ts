// "Test connection" of the draft; its lines appear as they are known.
import { useCallback, useRef, useState } from 'react';
import type { CheckResult } from '#shared/api-rules.ts';
import { type CallError, toCallError } from '../../api/call-error.ts';
import { call } from '../../api/engine.ts';
import { useEvents } from '../../api/use-events.ts';
import type { DraftStore } from './draft-store.ts';

export interface Check {
  /** Null: not tested yet. */
  lines: readonly CheckResult[] | null;
  isRunning: boolean;
  /** The test itself could not be made. */
  error: CallError | null;
  start(): Promise<void>;
}

export function useCheck(store: DraftStore): Check {
  const [lines, setLines] = useState<readonly CheckResult[] | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const isUnderWay = useRef(false);
  useEvents((event) => {
    if (event.type !== 'check-result' || !isUnderWay.current || event.ruleId !== store.get().rule.id) return;
    setLines((known) => [...(known ?? []), event.result]);
  });
  const start = useCallback(async () => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setIsRunning(true);
    setLines([]);
    setError(null);
    const { rule, secrets } = store.get();
    try {
      setLines(await call('rule.checkDraft', { rule, secrets }));
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      isUnderWay.current = false;
      setIsRunning(false);
    }
  }, [store]);
  return { lines, isRunning, error, start };
}
