// What is wrong with the draft, asked when the typing rests and put where its fields look.
import { useEffect } from 'react';
import { toCallError } from '../../api/call-error.ts';
import { call } from '../../api/engine.ts';
import { toastError } from '../../ui/toast.tsx';
import type { DraftStore } from './draft-store.ts';

const REST_MS = 300;

export function useValidation(store: DraftStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let judged: unknown = null;
    function look(): void {
      const draft = store.get();
      if (draft === judged) return;
      judged = draft;
      if (timer) clearTimeout(timer);
      timer = setTimeout(() => void judge(store), REST_MS);
    }
    look();
    const stop = store.subscribe(look);
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [store]);
}

async function judge(store: DraftStore): Promise<void> {
  const draft = store.get();
  try {
    const issues = await call('rule.validate', { rule: draft.rule, secrets: draft.secrets });
    if (store.get() === draft) store.setIssues(issues);
  } catch (thrown) {
    // While the connection is lost the frame says so; the next change asks again.
    const error = toCallError(thrown);
    if (error.kind !== 'transient') toastError(error, 'The rule could not be checked');
  }
}
