import { Switch } from '@mantine/core';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import css from './switch-row.module.css';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

export function SwitchRow(row: FieldRowProps) {
  const { store } = useEditing();
  const value = useValue(row.path);
  return (
    <FieldRow {...row}>
      {({ id }) => (
        <div className={css.end}>
          <Switch
            id={id}
            checked={value === true}
            onChange={(event) => store.set(row.path, event.currentTarget.checked)}
          />
        </div>
      )}
    </FieldRow>
  );
}
