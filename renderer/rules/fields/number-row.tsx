import { NumberInput } from '@mantine/core';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

export interface NumberRowProps extends FieldRowProps {
  /** The number in the rule is this many times the one that is shown: 1,000,000 for MB. */
  times?: number;
  suffix?: string;
  min?: number;
  /** What an empty field means; without it, an empty field is an error that the engine tells. */
  placeholder?: string;
  allowsFraction?: boolean;
}

/** An emptied field is null in the rule. */
export function NumberRow({
  times = 1,
  suffix = '',
  min = 0,
  placeholder,
  allowsFraction = false,
  ...row
}: NumberRowProps) {
  const { store } = useEditing();
  const value = useValue(row.path);
  return (
    <FieldRow {...row}>
      {({ id, isWrong }) => (
        <NumberInput
          id={id}
          error={isWrong}
          min={min}
          clampBehavior="none"
          allowDecimal={allowsFraction || times > 1}
          allowNegative={false}
          suffix={suffix}
          placeholder={placeholder}
          value={typeof value === 'number' ? value / times : ''}
          onChange={(next) => store.set(row.path, typeof next === 'number' ? next * times : null)}
        />
      )}
    </FieldRow>
  );
}
