import { NumberInput } from '@mantine/core';

interface NumberFieldProps {
  id: string;
  min: number;
  suffix?: string;
  hasError: boolean;
  value: number;
  onChange: (value: number) => void;
}

/** A whole number; NaN while the field is empty, so that it can be emptied and typed anew. */
export function NumberField({ id, min, suffix = '', hasError, value, onChange }: NumberFieldProps) {
  return (
    <NumberInput
      id={id}
      min={min}
      allowDecimal={false}
      clampBehavior="none"
      suffix={suffix}
      error={hasError}
      value={Number.isNaN(value) ? '' : value}
      onChange={(next) => onChange(next === '' ? Number.NaN : Number(next))}
    />
  );
}
