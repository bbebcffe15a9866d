import { useEditing, useValue } from '../draft/draft-context.tsx';
import { DurationInput } from './duration-input.tsx';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

export interface DurationRowProps extends FieldRowProps {
  /** What an empty field (null) means: `Never`. */
  placeholder?: string;
}

export function DurationRow({ placeholder, ...row }: DurationRowProps) {
  const { store } = useEditing();
  const value = useValue(row.path);
  return (
    <FieldRow {...row}>
      {({ id, isWrong }) => (
        <DurationInput
          id={id}
          label={row.title}
          isWrong={isWrong}
          {...(placeholder === undefined ? {} : { placeholder })}
          value={typeof value === 'number' ? value : null}
          onChange={(ms) => store.set(row.path, ms)}
        />
      )}
    </FieldRow>
  );
}
