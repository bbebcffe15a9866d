import { TextInput } from '@mantine/core';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import css from './field-row.module.css';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

export interface TextRowProps extends FieldRowProps {
  placeholder?: string;
  /** A path, an expression, a name of an attribute. */
  isCode?: boolean;
  /** An emptied field is null in the rule. */
  isNullable?: boolean;
}

export function TextRow({ placeholder, isCode = false, isNullable = false, ...row }: TextRowProps) {
  const { store } = useEditing();
  const value = useValue(row.path);
  return (
    <FieldRow {...row}>
      {({ id, isWrong }) => (
        <TextInput
          id={id}
          className={isCode ? css.mono : undefined}
          error={isWrong}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => {
            const text = event.currentTarget.value;
            store.set(row.path, isNullable && text === '' ? null : text);
          }}
        />
      )}
    </FieldRow>
  );
}
