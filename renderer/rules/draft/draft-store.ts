// The rule that is being edited, outside of React: a field follows its own place and is not drawn again for the others.
import type { RuleIssue, SecretValues } from '#shared/api-rules.ts';
import type { Rule } from '#shared/rule.ts';
import { type IssuePath, isSame, type RulePath, valueAt, withValueAt } from './rule-path.ts';

export interface Draft {
  rule: Rule;
  /** What was typed; names that are left out are as they are stored. */
  secrets: SecretValues;
  isEnabled: boolean;
}

export interface DraftStore {
  get(): Draft;
  subscribe(listener: () => void): () => void;
  set(path: RulePath, value: unknown): void;
  /** As `set`, of a rule that is not kept yet: it begins with this value, as if it had from the first on. */
  begin(path: RulePath, value: unknown): void;
  setRule(rule: Rule): void;
  /** Undefined: as it is stored. */
  setSecret(name: string, value: string | null | undefined): void;
  setEnabled(isEnabled: boolean): void;
  isDirty(): boolean;
  /** An empty field of a new rule that nobody has come to yet: that it is missing goes without saying. */
  isUntouched(path: RulePath): boolean;
  /** From now on nothing is untouched: somebody wanted to save it. */
  touchAll(): void;
  /** It is kept now, as this. */
  saved(as: Draft): void;
  /** Back to how it is kept; or to how it was kept meanwhile by somebody else. */
  restart(from?: Draft): void;
  /** What the engine has found, and what fields have found that it does not see: a text that is no JSON. */
  issues(): readonly RuleIssue[];
  setIssues(issues: readonly RuleIssue[]): void;
  setTextIssue(path: RulePath, message: string | null): void;
  /** A field shows the issues of this place, until the returned function is called. */
  show(path: IssuePath): () => void;
  /** Places that fields show. */
  shown(): readonly IssuePath[];
  /** Another number: texts that fields hold besides are to be made anew. */
  generation(): number;
}

export function createDraftStore(initial: Draft, { isNew }: { isNew: boolean }): DraftStore {
  let kept = initial;
  let draft = initial;
  let found: readonly RuleIssue[] = [];
  let issues: readonly RuleIssue[] = [];
  let generation = 0;
  let isFresh = isNew;
  const textIssues = new Map<RulePath, RuleIssue>();
  let shown: readonly IssuePath[] = [];
  const listeners = new Set<() => void>();

  function tell(): void {
    for (const listener of listeners) listener();
  }
  function change(next: Draft): void {
    draft = next;
    tell();
  }

  function putTogether(): void {
    issues = [...textIssues.values(), ...found];
    tell();
  }

  return {
    get: () => draft,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(path, value) {
      if (Object.is(valueAt(draft.rule, path), value)) return;
      change({ ...draft, rule: withValueAt(draft.rule, path, value) });
    },
    begin(path, value) {
      kept = { ...kept, rule: withValueAt(kept.rule, path, value) };
      change({ ...draft, rule: withValueAt(draft.rule, path, value) });
    },
    setRule: (rule) => change({ ...draft, rule }),
    setSecret(name, value) {
      const { [name]: _before, ...others } = draft.secrets;
      change({ ...draft, secrets: value === undefined ? others : { ...others, [name]: value } });
    },
    setEnabled: (isEnabled) => change({ ...draft, isEnabled }),
    isDirty: () => textIssues.size > 0 || (draft !== kept && !isSame(draft, kept)),
    isUntouched(path) {
      const value = valueAt(draft.rule, path);
      return isFresh && value === '' && valueAt(kept.rule, path) === value;
    },
    touchAll() {
      isFresh = false;
      tell();
    },
    saved(as) {
      kept = as;
      change(as);
    },
    restart(from) {
      if (from) kept = from;
      generation += 1;
      textIssues.clear();
      draft = kept;
      putTogether();
    },
    issues: () => issues,
    setIssues(next) {
      found = next;
      putTogether();
    },
    setTextIssue(path, message) {
      if (textIssues.get(path)?.message === (message ?? undefined)) return;
      if (message === null) textIssues.delete(path);
      else textIssues.set(path, { severity: 'error', path: path.split('.'), message, hint: null });
      putTogether();
    },
    show(path) {
      shown = [...shown, path];
      tell();
      return () => {
        const index = shown.indexOf(path);
        shown = shown.toSpliced(index, 1);
        tell();
      };
    },
    shown: () => shown,
    generation: () => generation,
  };
}
