import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlayerSkipForward, IconRefresh } from '@tabler/icons-react';
import type { ListedFile } from '#shared/story.ts';
import { askFileAction } from '../files/ask-file-action.tsx';
import { ACTION_TITLES, isPossible, type FileActionName } from '../files/file-actions.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import css from './group-file.module.css';

const ACTIONS: readonly (readonly [FileActionName, typeof IconCheck])[] = [
  ['retry', IconRefresh],
  ['done', IconCheck],
  ['skip', IconPlayerSkipForward],
];

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
        {ACTIONS.filter(([action]) => isPossible(action, file.state)).map(([action, Icon]) => (
          <Tooltip key={action} label={ACTION_TITLES[action]}>
            <ActionIcon
              aria-label={`${ACTION_TITLES[action]}: ${file.name}`}
              onClick={() => void askFileAction(action, [file])}
            >
              <Icon size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
      </span>
    </li>
  );
}
