import { Button, CloseButton } from '@mantine/core';
import { formatPlural } from '../ui/format.ts';
import { askFileAction } from './ask-file-action.tsx';
import { ACTION_TITLES, isPossible, type FileActionName } from './file-actions.ts';
import css from './pick-bar.module.css';
import type { PickedFile } from './picks.ts';

const ACTIONS: readonly FileActionName[] = ['retry', 'skip', 'done'];

interface PickBarProps {
  picked: readonly PickedFile[];
  onClear: () => void;
}

/** What can be done with the chosen files; each button says how many of them it is possible for. */
export function PickBar({ picked, onClear }: PickBarProps) {
  return (
    <div className={css.bar} role="toolbar" aria-label="Selected files" data-open={picked.length > 0 || undefined}>
      <span className={css.count} role="status">
        {picked.length > 0 && `${formatPlural(picked.length, 'file')} selected`}
      </span>
      {picked.length > 0 &&
        ACTIONS.map((action) => {
          const count = picked.filter(({ state }) => isPossible(action, state)).length;
          return (
            <Button
              key={action}
              size="compact-sm"
              variant="default"
              disabled={count === 0}
              onClick={() => void askFileAction(action, picked).then(onClear)}
            >
              {count === picked.length ? ACTION_TITLES[action] : `${ACTION_TITLES[action]} (${count})`}
            </Button>
          );
        })}
      {picked.length > 0 && <CloseButton size="sm" aria-label="Clear the selection" onClick={onClear} />}
    </div>
  );
}
