import { Select } from '@mantine/core';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

export interface ChoiceRowProps extends FieldRowProps {
  options: readonly { value: string; label: string }[];
  isSearchable?: boolean;
}

/** One of a few words. */
export function ChoiceRow({ options, isSearchable = false, ...row }: ChoiceRowProps) {
  const { store } = useEditing();
  const value = useValue(row.path);
  return (
    <FieldRow {...row}>
      {({ id, isWrong }) => (
        <Select
          id={id}
          error={isWrong}
          allowDeselect={false}
          searchable={isSearchable}
          maxDropdownHeight={280}
          data={[...options]}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => next !== null && store.set(row.path, next)}
        />
      )}
    </FieldRow>
  );
}
