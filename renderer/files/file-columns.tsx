// The columns of the table of files.
import { Checkbox } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import type { ListedFile } from '#shared/story.ts';
import { Bytes } from '../ui/bytes.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { Column } from '../ui/row-source.ts';
import { FileBadge } from './file-badge.tsx';
import css from './file-columns.module.css';
import { FileProgress } from './file-progress.tsx';
import type { FileItem } from './file-window.ts';
import type { PickedFile, Picks } from './picks.ts';
import { RuleName } from './rule-name.tsx';

export function fileColumns(picks: Picks): readonly Column<FileItem>[] {
  return [
    {
      id: 'pick',
      title: '',
      width: 36,
      isFixed: true,
      cell: ({ file }) => <PickBox picks={picks} file={file} />,
    },
    {
      id: 'state',
      title: 'State',
      width: 216,
      sortBy: 'state',
      isFixed: true,
      cell: ({ file, doing }) => <FileBadge file={file} doing={doing} />,
    },
    {
      id: 'name',
      title: 'Name',
      width: 180,
      grow: 2,
      sortBy: 'name',
      isFixed: true,
      cell: ({ file }) => (
        <span className={css.name} title={file.name}>
          {file.name}
        </span>
      ),
    },
    { id: 'rule', title: 'Rule', width: 88, grow: 1, cell: ({ file }) => <RuleName ruleId={file.ruleId} /> },
    {
      id: 'size',
      title: 'Size',
      width: 80,
      align: 'end',
      sortBy: 'size',
      cell: ({ file }) => <Bytes value={file.sizeBytes} />,
    },
    { id: 'attempt', title: 'Tries', width: 68, align: 'end', sortBy: 'attempt', cell: ({ file }) => file.attempt },
    {
      id: 'next',
      title: 'Next try',
      width: 96,
      sortBy: 'next',
      cell: ({ file }) => (file.state === 'waiting' ? <RelativeTime at={file.nextAttemptAt} /> : null),
    },
    {
      id: 'updated',
      title: 'Changed',
      width: 104,
      sortBy: 'updated',
      cell: ({ file }) => <RelativeTime at={file.updatedAt} />,
    },
    {
      id: 'details',
      title: 'Details',
      width: 150,
      grow: 3,
      cell: ({ file, doing }) =>
        file.state === 'active' ? <FileProgress doing={doing} name={file.name} /> : <FileReason file={file} />,
    },
    {
      id: 'id',
      title: 'Number',
      width: 92,
      align: 'end',
      sortBy: 'id',
      isHiddenAtFirst: true,
      cell: ({ file }) => file.id,
    },
    {
      id: 'external',
      title: 'Id at the source',
      width: 220,
      isMono: true,
      isHiddenAtFirst: true,
      cell: ({ file }) => <span title={file.externalId}>{file.externalId}</span>,
    },
  ];
}

/** Why it failed, waits or was skipped; of a success there is nothing to say. */
function FileReason({ file: { state, reason } }: { file: ListedFile }) {
  if (state === 'done' || reason === null) return null;
  return (
    <span className={css.why} title={reason}>
      {reason}
    </span>
  );
}

/** Not a stop for Tab of its own: Space does the same in the table. */
function PickBox({ picks, file }: { picks: Picks; file: PickedFile }) {
  const isPicked = useSyncExternalStore(picks.subscribe, () => picks.has(file.id));
  return (
    <Checkbox
      className={css.pick}
      size="xs"
      tabIndex={-1}
      aria-label={`Select ${file.name}`}
      checked={isPicked}
      onChange={() => picks.toggle(file)}
    />
  );
}
