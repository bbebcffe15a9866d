import { Switch } from '@mantine/core';
import type { CommandStep } from '#shared/step.ts';
import { useEditing } from '../draft/draft-context.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import switchCss from '../fields/switch-row.module.css';
import css from './editor.module.css';

/** Values as the old scripts put them in: exactly the same, and exactly as unsafe. */
export function LegacyRow({ step, index }: { step: CommandStep; index: number }) {
  const { store } = useEditing();
  const isLegacy = step.quoting === 'legacy';
  return (
    <FieldRow
      path={`steps.${index}.quoting`}
      title="Exact legacy"
      description="Puts values into the line as the old scripts did, without quoting them."
    >
      {({ id }) => (
        <div className={css.stack}>
          <div className={switchCss.end}>
            <Switch
              id={id}
              checked={isLegacy}
              onChange={(event) =>
                store.set(`steps.${index}.quoting`, event.currentTarget.checked ? 'legacy' : 'contextual')
              }
            />
          </div>
          {isLegacy && (
            <p className={css.warning}>
              Unsafe: whoever can name a file can run a command here. Use it only where all names come from people you
              trust.
            </p>
          )}
        </div>
      )}
    </FieldRow>
  );
}
