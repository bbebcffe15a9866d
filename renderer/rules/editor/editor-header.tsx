import { Button, Switch } from '@mantine/core';
import { IconDeviceFloppy, IconPlayerPlay } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { linkTo } from '../../app/router.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { useSaveKey } from '../../ui/use-save-key.ts';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { countInWords, countIssues } from '../draft/sections.ts';
import css from './editor.module.css';
import { useSaving } from './use-saving.ts';

/** Name, what is wrong with it, and Save. */
export function EditorHeader({ isNew }: { isNew: boolean }) {
  const { store } = useEditing();
  const name = useDraft(({ rule }) => rule.name);
  const isEnabled = useDraft((draft) => draft.isEnabled);
  const isDirty = useSyncExternalStore(store.subscribe, store.isDirty);
  const { save, discard, isSaving } = useSaving(isNew);
  const canSave = isDirty || isNew;
  useSaveKey(() => canSave && void save(false));
  return (
    <PageHeader
      back={<a href={linkTo('rules')}>Rules</a>}
      title={name || 'Rule without a name'}
      description={<IssueCount isDirty={isDirty} isNew={isNew} />}
      actions={
        <>
          <Switch
            label={isEnabled ? 'On' : 'Off'}
            checked={isEnabled}
            onChange={(event) => store.setEnabled(event.currentTarget.checked)}
          />
          <Button variant="subtle" color="gray" disabled={!isDirty} onClick={() => void discard()}>
            Discard
          </Button>
          <Button
            variant="default"
            disabled={isSaving || (!canSave && !isEnabled)}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => void save(true)}
          >
            Save and run
          </Button>
          <Button
            disabled={!canSave}
            loading={isSaving}
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            onClick={() => void save(false)}
          >
            Save
          </Button>
        </>
      }
    />
  );
}

function IssueCount({ isDirty, isNew }: { isDirty: boolean; isNew: boolean }) {
  const { store } = useEditing();
  const count = countIssues(useSyncExternalStore(store.subscribe, store.issues));
  const words = countInWords(count);
  const state = isNew ? 'Not saved yet' : isDirty ? 'Changed, not saved yet' : 'Saved';
  return (
    <span className={css.issues} data-look={count.errors > 0 ? 'errors' : undefined} aria-live="polite">
      {[state, words].filter(Boolean).join(' · ')}
    </span>
  );
}
