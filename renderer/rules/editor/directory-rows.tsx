// Rows of sources that are a directory of files, here or on an SFTP server.
import type { DirectorySettings } from '#shared/directory-source.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { DurationRow } from '../fields/duration-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { VariantRow } from '../fields/variant-row.tsx';

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
  const ready = useDraft(({ rule: { source } }) => ('ready' in source ? source.ready : null));
  return (
    <>
      <VariantRow
        path="source.ready"
        title="A file is whole"
        description="Others may still be writing it. Two looks need no clock that agrees with this computer’s."
        names={READY}
        begin={(kind) => ({ kind, ms: ready?.ms ?? 10_000 })}
      />
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
  const after = useDraft(({ rule: { source } }) => ('afterSuccess' in source ? source.afterSuccess : null));
  return (
    <>
      <VariantRow
        path="source.afterSuccess"
        title="In the source afterwards"
        description="What becomes of the file in the source when all commands have succeeded."
        names={AFTER}
        begin={(kind) => ({ kind, ...(kind === 'move' && { directory: 'done' }) })}
      />
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
