import { Select, TextInput } from '@mantine/core';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import css from './editor.module.css';

const PATH = 'source.claim.attribute';

/** Left out, none, or a name: three things, so a field alone would not do. */
export function ClaimAttributeRow() {
  const { store } = useEditing();
  const value = useValue(PATH);
  const kind = value === undefined ? 'auto' : value === null ? 'none' : 'named';
  function choose(next: string | null): void {
    if (next === 'auto') store.set(PATH, undefined);
    else if (next === 'none') store.set(PATH, null);
    else store.set(PATH, 'client_claim');
  }
  return (
    <FieldRow
      path={PATH}
      title="Claim attribute"
      description="Says which computer has STARTED a file, so that two with the same filter do not both process it."
    >
      {({ id, isWrong }) => (
        <div className={css.stack}>
          <Select
            id={id}
            allowDeselect={false}
            data={[
              { value: 'auto', label: 'Named after the status attribute' },
              { value: 'named', label: 'A name of its own' },
              { value: 'none', label: 'None' },
            ]}
            value={kind}
            onChange={choose}
          />
          {typeof value === 'string' && (
            <TextInput
              className={css.code}
              aria-label="Name of the claim attribute"
              error={isWrong}
              spellCheck={false}
              value={value}
              onChange={(event) => store.set(PATH, event.currentTarget.value)}
            />
          )}
        </div>
      )}
    </FieldRow>
  );
}
