import { TagsInput } from '@mantine/core';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

/** Addresses, as many as one likes; a comma, a semicolon or Enter ends one. */
export function PeopleRow(row: FieldRowProps) {
  const { store } = useEditing();
  const value = useValue(row.path);
  const people = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return (
    <FieldRow {...row}>
      {({ id, isWrong }) => (
        <TagsInput
          id={id}
          error={isWrong}
          placeholder={people.length === 0 ? 'name@example.com' : ''}
          splitChars={[',', ';', '\n']}
          acceptValueOnBlur
          value={people}
          onChange={(next) => store.set(row.path, next)}
        />
      )}
    </FieldRow>
  );
}
