import { Select } from '@mantine/core';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import type { RulePath } from '../draft/rule-path.ts';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

type VariantPath = { [P in RulePath]: `${P}.kind` extends RulePath ? P : never }[RulePath];

export interface VariantRowProps<K extends string> extends FieldRowProps {
  path: VariantPath;
  /** What people call the kinds. */
  names: Readonly<Record<K, string>>;
  /** The setting as another kind of it begins; may take over what the one before had. */
  begin: (kind: K) => { kind: K };
}

/** A setting of several kinds with fields of their own, by its `kind`: `source.auth`. */
export function VariantRow<K extends string>({ path, names, begin, ...row }: VariantRowProps<K>) {
  const { store } = useEditing();
  const value = useValue(`${path}.kind`);
  const isKind = (kind: unknown): kind is K => typeof kind === 'string' && Object.hasOwn(names, kind);
  return (
    <FieldRow {...row} path={`${path}.kind`}>
      {({ id, isWrong }) => (
        <Select
          id={id}
          error={isWrong}
          allowDeselect={false}
          data={Object.entries<string>(names).map(([kind, label]) => ({ value: kind, label }))}
          value={isKind(value) ? value : null}
          onChange={(kind) => isKind(kind) && store.set(path, begin(kind))}
        />
      )}
    </FieldRow>
  );
}
