// What a right click or the menu key offers for a row, or for all that are chosen.
import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconCheck,
  IconCopy,
  IconFolderOpen,
  IconListDetails,
  IconPlayerSkipForward,
  IconRefresh,
} from '@tabler/icons-react';
import { useCallback, useState, type ReactNode } from 'react';
import type { ListedFile } from '#shared/story.ts';
import { formatPlural } from '../ui/format.ts';
import { toastError, toastSuccess } from '../ui/toast.tsx';
import { askFileAction } from './ask-file-action.tsx';
import { ACTION_TITLES, isPossible, type FileActionName } from './file-actions.ts';
import css from './use-file-menu.module.css';
import type { PickedFile } from './picks.ts';
import { useReveal } from './use-reveal.ts';

interface Opened {
  file: ListedFile;
  /** The chosen ones where the row is one of them; else the row alone. */
  files: readonly PickedFile[];
  at: { x: number; y: number };
}

export interface FileMenu {
  open: (opened: Opened) => void;
  menu: ReactNode;
}

const ACTION_ICONS = { retry: IconRefresh, skip: IconPlayerSkipForward, done: IconCheck } as const;
const ACTIONS: readonly FileActionName[] = ['retry', 'skip', 'done'];

export function useFileMenu(onOpen: (fileId: number) => void): FileMenu {
  const [opened, setOpened] = useState<Opened | null>(null);
  const reveal = useReveal();
  const open = useCallback((next: Opened) => setOpened(next), []);
  const [file, files] = [opened?.file, opened?.files ?? []];
  const isOne = files.length === 1;
  // Not there while it is closed: its place is a button of no size, which nobody should come upon.
  const menu = opened && (
    <Menu opened onChange={(isOpen) => !isOpen && setOpened(null)} position="bottom-start" returnFocus withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={css.place}
          tabIndex={-1}
          aria-label="Menu of the row"
          style={{ left: opened.at.x, top: opened.at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={isOne ? file?.name : formatPlural(files.length, 'file')}>
        {file && isOne && (
          <Menu.Item leftSection={<IconListDetails size={16} aria-hidden />} onClick={() => onOpen(file.id)}>
            Open timeline
          </Menu.Item>
        )}
        {ACTIONS.map((action) => {
          const count = files.filter(({ state }) => isPossible(action, state)).length;
          const Icon = ACTION_ICONS[action];
          return (
            <Menu.Item
              key={action}
              leftSection={<Icon size={16} aria-hidden />}
              disabled={count === 0}
              onClick={() => void askFileAction(action, files)}
            >
              {isOne ? ACTION_TITLES[action] : `${ACTION_TITLES[action]} (${formatPlural(count, 'file')})`}
            </Menu.Item>
          );
        })}
        {file && isOne && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconCopy size={16} aria-hidden />}
              disabled={file.localPath === null}
              onClick={() => void copy(file.localPath ?? '')}
            >
              Copy path
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy(file.externalId)}>
              Copy id at the source
            </Menu.Item>
            {reveal && (
              <Menu.Item
                leftSection={<IconFolderOpen size={16} aria-hidden />}
                disabled={file.localPath === null}
                onClick={() => reveal(file.id)}
              >
                Show in folder
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
  return { open, menu };
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toastSuccess('Copied');
  } catch (thrown) {
    toastError(thrown, 'Not copied');
  }
}
