// Rows of sources that are a directory of files, here or on an SFTP server.
import { Select } from '@mantine/core';
import type { DirectorySettings } from '#shared/directory-source.ts';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { DurationRow } from '../fields/duration-row.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { TextRow } from '../fields/text-row.tsx';

export function DirectoryFilterRows() {
  return (
    <>
      <TextRow
        path="source.pattern"
        title="Names"
        description={
          <>
            <code>*.csv</code> takes those of the folder itself, <code>**/*.csv</code> those of all folders below it,
            too.
          </>
        }
        placeholder="*"
        isCode
      />
      <ReadyRows />
    </>
  );
}

const READY: Readonly<Record<DirectorySettings['ready']['kind'], string>> = {
  age: 'When nothing has changed it for a while',
  stable: 'When two looks show the same',
};

/** Somebody may still be writing a file. */
function ReadyRows() {
  const { store } = useEditing();
  const ready = useDraft(({ rule: { source } }) => ('ready' in source ? source.ready : null));
  return (
    <>
      <FieldRow
        path="source.ready.kind"
        title="A file is whole"
        description="Others may still be writing it. Two looks need no clock that agrees with this computer’s."
      >
        {({ id, isWrong }) => (
          <Select
            id={id}
            error={isWrong}
            allowDeselect={false}
            data={Object.entries(READY).map(([value, label]) => ({ value, label }))}
            value={ready?.kind ?? null}
            onChange={(kind) => kind !== null && store.set('source.ready', { kind, ms: ready?.ms ?? 10_000 })}
          />
        )}
      </FieldRow>
      <DurationRow
        path="source.ready.ms"
        title={ready?.kind === 'stable' ? 'Between the looks' : 'Unchanged for'}
        description={
          ready?.kind === 'stable'
            ? 'A run that finds new files waits so long.'
            : 'A file that was changed less long ago is left for a later run.'
        }
      />
    </>
  );
}

const AFTER: Readonly<Record<DirectorySettings['afterSuccess']['kind'], string>> = {
  keep: 'Leave it where it is',
  move: 'Move it to another folder there',
  delete: 'Delete it there',
};

export function AfterSuccessRows() {
  const { store } = useEditing();
  const after = useDraft(({ rule: { source } }) => ('afterSuccess' in source ? source.afterSuccess : null));
  return (
    <>
      <FieldRow
        path="source.afterSuccess.kind"
        title="In the source afterwards"
        description="What becomes of the file in the source when all commands have succeeded."
      >
        {({ id, isWrong }) => (
          <Select
            id={id}
            error={isWrong}
            allowDeselect={false}
            data={Object.entries(AFTER).map(([value, label]) => ({ value, label }))}
            value={after?.kind ?? null}
            onChange={(kind) =>
              kind !== null &&
              store.set('source.afterSuccess', kind === 'move' ? { kind, directory: 'done' } : { kind })
            }
          />
        )}
      </FieldRow>
      {after?.kind === 'move' && (
        <TextRow
          path="source.afterSuccess.directory"
          title="Folder for files that are done"
          description="In the source, below its folder or elsewhere on the same disk; it must be there already."
          isCode
        />
      )}
    </>
  );
}
