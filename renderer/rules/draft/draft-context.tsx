// What every part of the editor shares: the draft, the test of the connection, the sample of files.
import { createContext, use, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { RuleIssue } from '#shared/api-rules.ts';
import type { Draft, DraftStore } from './draft-store.ts';
import { isAt, type IssuePath, type RulePath, valueAt } from './rule-path.ts';
import type { Check } from './use-check.ts';
import type { Sample } from './use-sample.ts';

export interface Editing {
  store: DraftStore;
  /** Names of secrets that are stored for this rule. */
  storedSecrets: readonly string[];
  check: Check;
  sample: Sample;
  /** It is not kept yet. */
  isNew: boolean;
  /** The desktop application can ask for a folder. */
  canChooseFolder: boolean;
}

const EditingContext = createContext<Editing | null>(null);
export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === null) throw new Error('a part of the editor stands outside of it');
  return editing;
}

/** Of the draft; drawn again only when what `read` gives is another. */
export function useDraft<T>(read: (draft: Draft) => T): T {
  const { store } = useEditing();
  return useSyncExternalStore(store.subscribe, () => read(store.get()));
}

export function useValue(path: RulePath): unknown {
  return useDraft(({ rule }) => valueAt(rule, path));
}

/** The issues at this place, from now on shown by whoever asks. */
export function useIssuesAt(path: IssuePath): readonly RuleIssue[] {
  const { store } = useEditing();
  useEffect(() => store.show(path), [store, path]);
  const issues = useSyncExternalStore(store.subscribe, store.issues);
  return useMemo(() => issues.filter((issue) => isAt(issue.path, path)), [issues, path]);
}

/** See DraftStore.isUntouched. */
export function useIsUntouched(path: RulePath): boolean {
  const { store } = useEditing();
  return useSyncExternalStore(store.subscribe, () => store.isUntouched(path));
}
