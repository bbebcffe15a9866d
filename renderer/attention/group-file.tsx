import { Button, UnstyledButton } from '@mantine/core';
import type { ListedFile } from '#shared/story.ts';
import { askFileAction } from '../files/ask-file-action.tsx';
import { ACTION_TITLES, isPossible, type FileActionName } from '../files/file-actions.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import css from './group-file.module.css';

const ACTIONS: readonly FileActionName[] = ['retry', 'done', 'skip'];

interface GroupFileProps {
  file: ListedFile;
  onOpen: () => void;
}

/** One file of a group: its name leads to its timeline, and what can be done with it stands beside. */
export function GroupFile({ file, onOpen }: GroupFileProps) {
  return (
    <li className={css.file}>
      <UnstyledButton className={css.words} onClick={onOpen}>
        <span className={css.name}>{file.name}</span>
        {file.reason && <span className={css.reason}>{file.reason}</span>}
      </UnstyledButton>
      <span className={css.time}>
        <RelativeTime at={file.updatedAt} />
      </span>
      <span className={css.actions}>
        {ACTIONS.filter((action) => isPossible(action, file.state)).map((action) => (
          <Button
            key={action}
            size="compact-sm"
            variant="subtle"
            aria-label={`${ACTION_TITLES[action]}: ${file.name}`}
            onClick={() => void askFileAction(action, [file])}
          >
            {ACTION_TITLES[action]}
          </Button>
        ))}
      </span>
    </li>
  );
}
