import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { call } from '../api/engine.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { SettingRow } from '../ui/setting-row.tsx';
import { toastError } from '../ui/toast.tsx';
import css from './about-page.module.css';

interface PlaceRowProps {
  title: string;
  description: string;
  path: string;
  /** Only the folder of the logs, and only in the desktop application. */
  canOpen?: boolean;
}

/** A folder: its path, to copy and perhaps to open. */
export function PlaceRow({ title, description, path, canOpen = false }: PlaceRowProps) {
  return (
    <SettingRow title={title} description={description}>
      <div className={css.path}>
        <code>{path}</code>
        <span className={css.buttons}>
          {canOpen && (
            <Tooltip label="Open the folder">
              <ActionIcon aria-label={`Open the folder of ${title}`} onClick={() => void openLogs()}>
                <IconFolderOpen size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
          <CopyButton isIcon text={path} label={`Copy the path of ${title}`} />
        </span>
      </div>
    </SettingRow>
  );
}

async function openLogs(): Promise<void> {
  try {
    await call('shell.openLogs', {});
  } catch (thrown) {
    toastError(thrown, 'The folder was not opened');
  }
}
