import { Button, PasswordInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import css from './secret-input.module.css';

export interface SecretInputProps {
  id?: string;
  /** What it is: `API token`; read out with every control here. */
  label: string;
  /** A value is stored; it is never shown. */
  isStored: boolean;
  /** The new value; undefined: stays as it is; null: is to be taken away. */
  value: string | null | undefined;
  onChange: (value: string | null | undefined) => void;
}

/** A secret: says whether one is stored, takes a new one, never shows the old. */
export function SecretInput({ id, label, isStored, value, onChange }: SecretInputProps) {
  const [isReplacing, setIsReplacing] = useState(false);
  if (!isStored || isReplacing || typeof value === 'string') {
    return (
      <div className={css.field}>
        <PasswordInput
          id={id}
          aria-label={label}
          className={css.input}
          autoComplete="off"
          spellCheck={false}
          data-autofocus={isReplacing || undefined}
          placeholder={isStored ? 'New value' : 'Not stored yet'}
          value={value ?? ''}
          onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
        {isStored && (
          <Button variant="subtle" color="gray" onClick={() => (setIsReplacing(false), onChange(undefined))}>
            Keep the stored one
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={css.field}>
      <span className={css.stored}>
        <IconLock size={16} aria-hidden />
        {value === null ? 'Will be removed when you save' : 'Stored'}
      </span>
      {value === null ? (
        <Button variant="default" aria-label={`Keep ${label}`} onClick={() => onChange(undefined)}>
          Keep it
        </Button>
      ) : (
        <>
          <Button id={id} variant="default" aria-label={`Replace ${label}`} onClick={() => setIsReplacing(true)}>
            Replace
          </Button>
          <Button variant="subtle" color="gray" aria-label={`Remove ${label}`} onClick={() => onChange(null)}>
            Remove
          </Button>
        </>
      )}
    </div>
  );
}
