import { memo } from 'react';
import { linkTo } from '../app/router.ts';
import { formatExact } from '../ui/format.ts';
import css from './log-lines.module.css';
import type { ShownLine } from './log-window.ts';

interface LogLineRowProps {
  line: ShownLine;
  /** Undefined where there is no such rule any more. */
  ruleId: string | undefined;
  isOpen: boolean;
  isWrapped: boolean;
  onOpen: (key: number) => void;
}

/** Level in word and colour, links to the rule and the file. A click shows a long one whole; by keyboard, Wrap does. */
export const LogLineRow = memo(function LogLineRow({ line, ruleId, isOpen, isWrapped, onOpen }: LogLineRowProps) {
  const { at, level, rule, file, message } = line;
  return (
    <div className={css.line} data-level={level} data-whole={isOpen || isWrapped} data-open={isOpen}>
      <time className={css.time} dateTime={new Date(at).toISOString()} title={formatExact(at)}>
        {timeOf(at)}
      </time>
      <span className={css.level}>{LEVEL_WORDS[level]}</span>
      <span className={css.about}>
        {rule !== null && (
          <span className={css.rule} title={rule}>
            {ruleId === undefined ? rule : <a href={linkTo('rules', [ruleId])}>{rule}</a>}
          </span>
        )}
        {file !== null && (
          <a className={css.file} href={linkTo('files', [file])} aria-label={`File ${file}`}>
            #{file}
          </a>
        )}
      </span>
      <span className={css.message} onClick={() => document.getSelection()?.isCollapsed && onOpen(line.key)}>
        {message}
      </span>
    </div>
  );
});

const LEVEL_WORDS = { debug: 'debug', info: 'info', warn: 'warning', error: 'error' } as const;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: '2-digit' });

/** With the day where it is not today's. */
function timeOf(at: number): string {
  return isOfToday(at) ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
}

export function isOfToday(at: number): boolean {
  return new Date(at).toDateString() === new Date().toDateString();
}
