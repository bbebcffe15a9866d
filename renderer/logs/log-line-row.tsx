import { UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { linkTo } from '../app/router.ts';
import { formatExact } from '../ui/format.ts';
import css from './log-lines.module.css';
import type { ShownLine } from './log-window.ts';

interface LogLineRowProps {
  line: ShownLine;
  isOpen: boolean;
  isWrapped: boolean;
  onOpen: (key: number) => void;
}

/** Level in word and colour, a link to the file that it is about. One that is open is shown whole. */
export const LogLineRow = memo(function LogLineRow({ line, isOpen, isWrapped, onOpen }: LogLineRowProps) {
  return (
    <div className={css.line} data-level={line.level} data-whole={isOpen || isWrapped} data-open={isOpen}>
      <time className={css.time} dateTime={new Date(line.at).toISOString()} title={formatExact(line.at)}>
        {timeOf(line.at)}
      </time>
      <span className={css.level}>{LEVEL_WORDS[line.level]}</span>
      <span className={css.about} title={line.rule ?? undefined}>
        {line.rule}
        {line.file !== null && (
          <>
            {' '}
            <a href={linkTo('files', [line.file])}>#{line.file}</a>
          </>
        )}
      </span>
      <UnstyledButton className={css.message} aria-expanded={isOpen} onClick={() => onOpen(line.key)}>
        {line.message}
      </UnstyledButton>
    </div>
  );
});

const LEVEL_WORDS = { debug: 'debug', info: 'info', warn: 'warning', error: 'error' } as const;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: '2-digit' });

/** With the day where it is not today's. */
function timeOf(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
}
