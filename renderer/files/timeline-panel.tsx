// The story of a file, beside the table.
import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useCall } from '../api/use-call.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { askFileAction } from './ask-file-action.tsx';
import { ACTION_TITLES, isPossible, type FileActionName } from './file-actions.ts';
import { FileBadge } from './file-badge.tsx';
import { useDoing } from './live-doing.ts';
import { RuleName } from './rule-name.tsx';
import { Timeline } from './timeline.tsx';
import css from './timeline-panel.module.css';
import { useReveal } from './use-reveal.ts';

const ACTIONS: readonly FileActionName[] = ['retry', 'skip', 'done'];

interface TimelinePanelProps {
  /** Null: closed. */
  fileId: string | null;
  onClose: () => void;
}

export function TimelinePanel({ fileId, onClose }: TimelinePanelProps) {
  const { value: story, error, reload } = useCall('file.show', fileId === null ? null : { id: fileId });
  const doing = useDoing(story?.file.id ?? 0);
  const reveal = useReveal();
  const file = story && { ...story.file, unreported: story.report?.outcome ?? null };
  return (
    <SidePanel
      isOpen={fileId !== null}
      onClose={onClose}
      width={680}
      title={file?.name ?? 'File'}
      subtitle={
        file && (
          <span className={css.subtitle}>
            <FileBadge file={file} doing={doing} />
            <RuleName ruleId={file.ruleId} />
            <span>No. {file.id}</span>
          </span>
        )
      }
      actions={
        file && (
          <>
            {ACTIONS.map((action) => (
              <Button
                key={action}
                variant={action === 'retry' ? 'filled' : 'default'}
                disabled={!isPossible(action, file.state)}
                onClick={() => void askFileAction(action, [file])}
              >
                {action === 'retry' && file.state === 'done' ? 'Process again' : ACTION_TITLES[action]}
              </Button>
            ))}
            {reveal && (
              <Button
                className={css.reveal}
                variant="subtle"
                color="gray"
                leftSection={<IconFolderOpen size={16} aria-hidden />}
                disabled={file.localPath === null}
                onClick={() => reveal(file.id)}
              >
                Show in folder
              </Button>
            )}
          </>
        )
      }
    >
      {error && <ErrorPanel error={error} title="The timeline cannot be shown" onRetry={reload} />}
      {!story && !error && <PageSkeleton />}
      {story && <Timeline story={story} />}
    </SidePanel>
  );
}
