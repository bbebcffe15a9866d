// Save, save and run, discard.
import { useState } from 'react';
import type { RuleEntry } from '#shared/rule-entry.ts';
import { call, WHO } from '../../api/engine.ts';
import { goTo } from '../../app/use-route.ts';
import { runRule } from '../../app/rule-actions.ts';
import { askConfirm } from '../../ui/confirm.tsx';
import { toastError, toastSuccess } from '../../ui/toast.tsx';
import { useEditing } from '../draft/draft-context.tsx';
import type { DraftStore } from '../draft/draft-store.ts';
import { countInWords, countIssues, sectionOf } from '../draft/sections.ts';
import { issueSentence } from '../draft/issue-sentence.ts';
import { pathInWords } from '../import/import-words.ts';
import { goToSection } from './go-to-section.ts';

export interface Saving {
  isSaving: boolean;
  save(thenRun: boolean): Promise<void>;
  discard(): Promise<void>;
}

export function useSaving(isNew: boolean): Saving {
  const { store } = useEditing();
  const [isSaving, setIsSaving] = useState(false);

  async function save(thenRun: boolean): Promise<void> {
    if (isSaving) return;
    setIsSaving(true);
    try {
      const entry = await saveDraft(store);
      if (!entry) return;
      const { id, name } = entry.rule;
      if (thenRun) void runRule({ ruleId: id, name });
      else toastSuccess(`${name} is saved`);
      if (isNew) goTo('rules', [id]);
    } finally {
      setIsSaving(false);
    }
  }

  async function discard(): Promise<void> {
    const isConfirmed = await askConfirm({
      title: `Discard the changes of “${store.get().rule.name}”?`,
      body: 'The rule is again as it was saved last. This cannot be undone.',
      action: 'Discard changes',
    });
    if (isConfirmed) store.restart();
  }

  return { isSaving, save, discard };
}

/** Null, and told where, if it was not saved. */
async function saveDraft(store: DraftStore): Promise<RuleEntry | null> {
  const draft = store.get();
  try {
    const issues = await call('rule.validate', { rule: draft.rule, secrets: draft.secrets });
    store.setIssues(issues);
    store.touchAll();
    const errors = store.issues().filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first) {
      goToSection(sectionOf(first));
      const title = `Not saved: ${countInWords(countIssues(errors))}`;
      const message = issueSentence(pathInWords(first.path.join('.')), first.message);
      toastError({ code: 'not-valid', message, kind: 'config', hint: first.hint }, title);
      return null;
    }
    const entry = await call('rule.save', { ...draft, who: WHO });
    // What was typed meanwhile stays, and is not saved yet.
    if (store.get() === draft) store.saved({ rule: entry.rule, isEnabled: entry.isEnabled, secrets: {} });
    return entry;
  } catch (thrown) {
    toastError(thrown, 'Not saved');
    return null;
  }
}
