// The files that the draft would process now: asked for by a person first, and from then on again when the source changes.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PreviewFile } from '#shared/api-rules.ts';
import { type CallError, toCallError } from '../../api/call-error.ts';
import { call } from '../../api/engine.ts';
import type { DraftStore } from './draft-store.ts';

export interface Sample {
  /** Null: nobody has asked yet. */
  files: readonly PreviewFile[] | null;
  isLoading: boolean;
  error: CallError | null;
  ask(): Promise<void>;
}

const AFTER_TYPING_MS = 1_000;

export function useSample(store: DraftStore): Sample {
  const [files, setFiles] = useState<readonly PreviewFile[] | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  /** Counts requests: only the last one's answer is shown. */
  const asked = useRef(0);

  const ask = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const { rule, secrets } = store.get();
    setIsLoading(true);
    try {
      const found = await call('rule.previewDraft', { rule, secrets });
      if (turn !== asked.current) return;
      setFiles(found);
      setError(null);
    } catch (thrown) {
      if (turn === asked.current) setError(toCallError(thrown));
    } finally {
      if (turn === asked.current) setIsLoading(false);
    }
  }, [store]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let { source } = store.get().rule;
    let { secrets } = store.get();
    const stop = store.subscribe(() => {
      const draft = store.get();
      if (draft.rule.source === source && draft.secrets === secrets) return;
      ({ source } = draft.rule);
      ({ secrets } = draft);
      if (asked.current === 0) return;
      if (timer) clearTimeout(timer);
      timer = setTimeout(() => void ask(), AFTER_TYPING_MS);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [store, ask]);

  return { files, isLoading, error, ask };
}
