import { Fragment, type ReactNode } from 'react';
import { type FileStory, NOT_TOLD } from '#shared/story.ts';
import { Bytes } from '../ui/bytes.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatPlural } from '../ui/format.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import css from './file-facts.module.css';
import { FileProgress } from './file-progress.tsx';
import { useDoing } from './live-doing.ts';

/** The figures of a file: size and checks, place, attempts, and what its source knows. */
export function FileFacts({ story }: { story: FileStory }) {
  const { file, told, report } = story;
  const doing = useDoing(file.id);
  const facts: [string, ReactNode][] = [
    [
      'Size',
      <Fragment key="size">
        <Bytes value={file.sizeBytes} />
        <span className={css.dim}>{checkedText(story)}</span>
      </Fragment>,
    ],
    ...(doing?.activity === 'downloading'
      ? [['Download', <FileProgress key="progress" doing={doing} name={file.name} />] satisfies [string, ReactNode]]
      : []),
    ['Local file', <Copyable key="path" text={file.localPath} label="Copy path" />],
    ['Id at the source', <Copyable key="id" text={file.externalId} label="Copy id" />],
    ['Found', <RelativeTime key="found" at={file.discoveredAt} />],
    [
      'Attempts',
      <Fragment key="attempts">
        {file.attempt}
        {file.state === 'waiting' && file.nextAttemptAt !== null && (
          <span className={css.dim}>
            next <RelativeTime at={file.nextAttemptAt} />
          </span>
        )}
      </Fragment>,
    ],
    [
      'Source was told',
      <Fragment key="told">
        {told ?? (isOver(story) ? 'nothing: it keeps no status' : 'nothing yet')}
        {report && <span className={css.owed}>{owedText(report)}</span>}
      </Fragment>,
    ],
  ];
  return (
    <dl className={css.facts}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** What the download was compared with; before it is here, what it will be compared with. */
function checkedText({ file }: FileStory): string {
  const isHere = file.localPath !== null && file.position !== 'download' && file.failedAt !== 'download';
  const parts = [file.sizeBytes !== null && 'size', file.checksum !== null && 'MD5'].filter(Boolean).join(' and ');
  if (parts === '') return 'the source knows neither size nor checksum';
  return isHere ? `${parts} verified` : `${parts} known`;
}

/** Nobody will be told any more. */
function isOver({ transitions, report }: FileStory): boolean {
  return report === null && transitions.at(-1)?.detail === NOT_TOLD;
}

function owedText({ outcome, tries, lastError }: NonNullable<FileStory['report']>): string {
  const status = outcome === 'succeeded' ? 'SUCCESS' : 'FAILED';
  if (tries === 0) return `${status} is not yet reported`;
  const last = lastError === null ? '' : `, last error: ${lastError}`;
  return `${status} is not yet reported after ${formatPlural(tries, 'try', 'tries')}${last}. It is sent again with each run.`;
}

function Copyable({ text, label }: { text: string | null; label: string }) {
  if (text === null) return <span>–</span>;
  return (
    <span className={css.copyable}>
      <span className={css.code}>{text}</span>
      <CopyButton text={text} label={label} isIcon />
    </span>
  );
}
