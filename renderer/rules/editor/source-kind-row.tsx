import { Select } from '@mantine/core';
import type { SourceKind } from '#shared/source.ts';
import { call } from '../../api/engine.ts';
import { toastError } from '../../ui/toast.tsx';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { SOURCE_NAMES } from '../rule-words.ts';

/** Chosen for a new rule; the files of a kept one are those of its kind. */
export function SourceKindRow() {
  const { store, isNew } = useEditing();
  const kind = useDraft(({ rule }) => rule.source.kind);
  async function choose(next: SourceKind): Promise<void> {
    try {
      const { rule } = await call('rule.new', { kind: next });
      store.begin('source', rule.source);
    } catch (thrown) {
      toastError(thrown, 'The kind was not changed');
    }
  }
  return (
    <FieldRow
      path="source.kind"
      title="Kind"
      description={isNew ? 'Where the files come from.' : 'A rule keeps its kind. For another one, make a new rule.'}
    >
      {({ id, isWrong }) => (
        <Select<SourceKind>
          id={id}
          error={isWrong}
          allowDeselect={false}
          disabled={!isNew}
          data={KINDS}
          value={kind}
          onChange={(next) => next !== null && next !== kind && void choose(next)}
        />
      )}
    </FieldRow>
  );
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of this very record
const KINDS = (Object.keys(SOURCE_NAMES) as SourceKind[]).map((value) => ({ value, label: SOURCE_NAMES[value] }));
