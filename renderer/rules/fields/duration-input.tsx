import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { toMs, toParts, type Unit, UNIT_NAMES, UNITS } from './duration-parts.ts';
import css from './field-row.module.css';

export interface DurationInputProps {
  id: string;
  /** Read out with the unit. */
  label: string;
  /** Milliseconds; null: none. */
  value: number | null;
  onChange: (value: number | null) => void;
  isWrong?: boolean;
  placeholder?: string;
}

function isUnit(text: string | null): text is Unit {
  return text !== null && Object.hasOwn(UNITS, text);
}

/** A length of time: a number and its unit. The unit stays what the person chose, also where a larger one would fit. */
export function DurationInput({ id, label, value, onChange, isWrong = false, placeholder }: DurationInputProps) {
  const [chosen, setChosen] = useState<Unit | null>(null);
  const unit = chosen ?? (value === null ? 'min' : toParts(value).unit);
  return (
    <div className={css.pair}>
      <NumberInput
        id={id}
        className={css.amount}
        error={isWrong}
        min={0}
        clampBehavior="none"
        allowNegative={false}
        placeholder={placeholder}
        value={value === null ? '' : value / UNITS[unit]}
        onChange={(amount) => {
          setChosen(unit);
          onChange(typeof amount === 'number' ? toMs(amount, unit) : null);
        }}
      />
      <Select
        className={css.unit}
        aria-label={`Unit of ${label}`}
        allowDeselect={false}
        data={Object.entries(UNIT_NAMES).map(([value, name]) => ({ value, label: name }))}
        value={unit}
        onChange={(next) => {
          if (!isUnit(next)) return;
          setChosen(next);
          if (value !== null) onChange(toMs(value / UNITS[unit], next));
        }}
      />
    </div>
  );
}
