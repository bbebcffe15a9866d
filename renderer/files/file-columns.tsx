// The columns of the table of files.
import { Checkbox } from '@mantine/core';
import { useSyncExternalStore } from 'react';
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
      width: 190,
      sortBy: 'state',
      isFixed: true,
      cell: ({ file, doing }) => <FileBadge file={file} doing={doing} />,
    },
    {
      id: 'name',
      title: 'Name',
      width: 200,
      grow: 2,
      sortBy: 'name',
      isFixed: true,
      cell: ({ file }) => (
        <span className={css.name} title={file.name}>
          {file.name}
        </span>
      ),
    },
    { id: 'rule', title: 'Rule', width: 120, grow: 1, cell: ({ file }) => <RuleName ruleId={file.ruleId} /> },
    {
      id: 'size',
      title: 'Size',
      width: 88,
      align: 'end',
      sortBy: 'size',
      cell: ({ file }) => <Bytes value={file.sizeBytes} />,
    },
    {
      id: 'progress',
      title: 'Progress',
      width: 160,
      cell: ({ file, doing }) => <FileProgress doing={doing} name={file.name} />,
    },
    { id: 'attempt', title: 'Attempts', width: 92, align: 'end', sortBy: 'attempt', cell: ({ file }) => file.attempt },
    {
      id: 'next',
      title: 'Next attempt',
      width: 124,
      sortBy: 'next',
      cell: ({ file }) => (file.state === 'waiting' ? <RelativeTime at={file.nextAttemptAt} /> : null),
    },
    {
      id: 'updated',
      title: 'Changed',
      width: 116,
      sortBy: 'updated',
      cell: ({ file }) => <RelativeTime at={file.updatedAt} />,
    },
    {
      id: 'why',
      title: 'Why',
      width: 180,
      grow: 2,
      cell: ({ file }) => (
        <span className={css.why} title={file.reason ?? undefined}>
          {file.state === 'done' ? '' : file.reason}
        </span>
      ),
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
