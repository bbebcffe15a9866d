import { type Dispatch, type SetStateAction, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CallOutput } from '#shared/api.ts';
import type { AppSettings } from '#shared/settings.ts';
import { call } from '../api/engine.ts';
import { askConfirm } from '../ui/confirm.tsx';
import { toastError, toastSuccess } from '../ui/toast.tsx';
import { useLeaveGuard } from '../ui/use-leave-guard.ts';
import {
  changesOf,
  FIELD_IDS,
  firstProblem,
  type Problems,
  problemsAt,
  problemsOf,
  type SettingsDraft,
} from './settings-draft.ts';

export interface Drafting {
  draft: SettingsDraft;
  /** Those to be shown. */
  problems: Problems;
  /** What is not saved yet, in words. */
  changes: readonly string[];
  isDirty: boolean;
  isSaving: boolean;
  /** Names of secrets that are stored. */
  stored: readonly string[];
  change(part: Partial<AppSettings>): void;
  /** Undefined: stays as it is stored. */
  changeSecret(name: string, value: string | null | undefined): void;
  /** A field was left: what is wrong with it may be shown. */
  leave(id: string): void;
  save(): Promise<void>;
  discard(): Promise<void>;
}

const LEAVING = {
  title: 'Leave without saving?',
  body: 'The settings that you have changed are not saved yet.',
  action: 'Leave',
};

/** @param kept as they are stored now; what another window saves is taken up where nothing was changed here */
export function useSettingsDraft(kept: CallOutput<'settings.get'>): Drafting {
  const [changes, setChanges] = useState<SettingsDraft | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const draft = useMemo(() => changes ?? { app: kept.settings, secrets: {} }, [changes, kept]);
  const [leftIds, setLeftIds] = useState<ReadonlySet<string>>(new Set());
  const changed = changesOf(kept.settings, draft);
  const isDirty = changed.length > 0;
  const dirty = useRef(isDirty);
  dirty.current = isDirty;
  useLeaveGuard(
    useCallback(() => dirty.current, []),
    LEAVING,
  );
  const problems = problemsOf(draft.app);
  const dropSaved = useDropWhenKept(kept, setChanges);

  async function save(): Promise<void> {
    if (isSaving || !isDirty) return;
    const field = firstProblem(problems);
    if (field !== undefined) {
      setLeftIds(new Set(Object.values(FIELD_IDS)));
      document.getElementById(FIELD_IDS[field])?.focus();
      return;
    }
    setIsSaving(true);
    try {
      await call('settings.save', { settings: draft.app, secrets: draft.secrets });
      dropSaved(changes);
      toastSuccess('The settings are saved');
    } catch (thrown) {
      toastError(thrown, 'Not saved');
    } finally {
      setIsSaving(false);
    }
  }

  async function discard(): Promise<void> {
    const isConfirmed = await askConfirm({
      title: 'Discard your changes?',
      body: 'The settings are again as they were saved last. This cannot be undone.',
      action: 'Discard changes',
    });
    if (!isConfirmed) return;
    setChanges(null);
    setLeftIds(new Set());
  }

  return {
    draft,
    problems: problemsAt(problems, leftIds),
    changes: changed,
    isDirty,
    isSaving,
    stored: kept.secrets,
    change: (part) => setChanges({ ...draft, app: { ...draft.app, ...part } }),
    changeSecret(name, value) {
      const { [name]: _, ...others } = draft.secrets;
      setChanges({ ...draft, secrets: value === undefined ? others : { ...others, [name]: value } });
    },
    leave: (id) => setLeftIds((now) => (now.has(id) ? now : new Set([...now, id]))),
    save,
    discard,
  };
}

/**
 * What was saved is shown until the stored settings are here: without it, fields would show the old ones for a moment.
 * What was typed meanwhile stays, and is not saved yet.
 */
function useDropWhenKept(
  kept: CallOutput<'settings.get'>,
  setChanges: Dispatch<SetStateAction<SettingsDraft | null>>,
): (saved: SettingsDraft | null) => void {
  const [saved, setSaved] = useState<{ draft: SettingsDraft | null; before: unknown } | null>(null);
  useEffect(() => {
    if (saved === null || saved.before === kept) return;
    setChanges((now) => (now === saved.draft ? null : now));
    setSaved(null);
  }, [saved, kept, setChanges]);
  // `kept` of the moment at which saving began: the new one may be here before the answer is.
  return (draft) => setSaved({ draft, before: kept });
}
