import { Button, TextInput } from '@mantine/core';
import { call } from '../../api/engine.ts';
import { toastError } from '../../ui/toast.tsx';
import { useDraft, useEditing, useValue } from '../draft/draft-context.tsx';
import { ChoiceRow } from '../fields/choice-row.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { CheckPanel } from './check-panel.tsx';
import { AfterSuccessRows } from './directory-rows.tsx';
import css from './editor.module.css';
import { SectionFrame } from './section-frame.tsx';

export function FoldersSection() {
  const kind = useDraft(({ rule }) => rule.source.kind);
  return (
    <SectionFrame id="folders">
      <TargetRow />
      <TextRow
        path="successDirectory"
        title="Folder for processed files"
        description="Below the target folder; a file goes there when all commands have succeeded. Empty: it stays where it is."
        placeholder="Stay in the target folder"
        isCode
        isNullable
      />
      <ChoiceRow
        path="unverified"
        title="Files that cannot be verified"
        description="What to do where the source knows neither the size nor the checksum of a file."
        options={[
          { value: 'stable', label: 'Take them when they have stopped growing' },
          { value: 'refuse', label: 'Leave them' },
          { value: 'accept', label: 'Take them as they are' },
        ]}
      />
      {kind === 'bettrdata' && (
        <TextRow
          path="source.remotePath"
          title="Path on the server"
          description="A template of where a file lies on the SFTP server. Empty: the record’s own folder and name."
          placeholder="As the record says"
          isCode
          isNullable
        />
      )}
      {(kind === 'sftp' || kind === 'folder') && <AfterSuccessRows />}
      <CheckPanel section="folders" />
    </SectionFrame>
  );
}

function TargetRow() {
  const { store, canChooseFolder } = useEditing();
  const value = useValue('targetDirectory');
  const path = typeof value === 'string' ? value : '';
  async function choose(): Promise<void> {
    try {
      const chosen = await call('shell.chooseDirectory', { current: path === '' ? null : path });
      if (chosen.path !== null) store.set('targetDirectory', chosen.path);
    } catch (thrown) {
      toastError(thrown, 'No folder was chosen');
    }
  }
  return (
    <FieldRow
      path="targetDirectory"
      title="Target folder"
      description="The whole path on this computer; it is created where it does not exist."
      place="below"
    >
      {({ id, isWrong }) => (
        <div className={css.line}>
          <TextInput
            id={id}
            className={css.code}
            error={isWrong}
            spellCheck={false}
            autoComplete="off"
            value={path}
            onChange={(event) => store.set('targetDirectory', event.currentTarget.value)}
          />
          {canChooseFolder && (
            <Button variant="default" onClick={() => void choose()}>
              Choose
            </Button>
          )}
        </div>
      )}
    </FieldRow>
  );
}
