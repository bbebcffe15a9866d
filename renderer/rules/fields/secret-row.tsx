import { SecretInput } from '../../ui/secret-input.tsx';
import { useDraft, useEditing, useValue } from '../draft/draft-context.tsx';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

export interface SecretRowProps extends FieldRowProps {
  /** Under which the value is kept where the rule names none yet: `sftp-password`. */
  name: string;
  /** The rule may do without it; then it names none. */
  isOptional?: boolean;
}

/** The rule holds the secret's name, the draft beside it the new value. */
export function SecretRow({ name: newName, isOptional = false, ...row }: SecretRowProps) {
  const { store, storedSecrets } = useEditing();
  const inRule = useValue(row.path);
  const name = typeof inRule === 'string' ? inRule : newName;
  const value = useDraft(({ secrets }) => secrets[name]);
  const isStored = storedSecrets.includes(name) && (typeof inRule === 'string' || value !== undefined);
  return (
    <FieldRow alsoAt={`secrets.${name}`} {...row}>
      {({ id }) => (
        <SecretInput
          id={id}
          label={row.title}
          isStored={isStored}
          value={value}
          onChange={(next) => {
            store.setSecret(name, next);
            if (typeof next === 'string') store.set(row.path, name);
            else if (isOptional && (next === null || !storedSecrets.includes(name))) store.set(row.path, null);
            else store.set(row.path, name);
          }}
        />
      )}
    </FieldRow>
  );
}
