import { useLayoutEffect, useRef } from 'react';
import { linkTo } from '../app/router.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { formatExact } from '../ui/format.ts';
import css from './file-log.module.css';
import timeline from './timeline.module.css';
import { useFileLog } from './use-file-log.ts';

interface FileLogProps {
  fileId: number;
  /** It is being worked on: lines may come at any moment. */
  isActive: boolean;
}

/** What the log says of a file, a command's output too, while it runs. Stays at its end unless one has scrolled up. */
export function FileLog({ fileId, isActive }: FileLogProps) {
  const { lines, error } = useFileLog(fileId);
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  function onScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = box.current!;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
  }
  return (
    <section>
      <div className={css.head}>
        <h2 className={timeline.title}>{isActive ? 'Log, as it is written' : 'Log'}</h2>
        <a className={css.more} href={linkTo('logs', [], { file: String(fileId) })}>
          Open in Logs
        </a>
      </div>
      {error && <ErrorPanel error={error} title="The log cannot be shown" />}
      {lines?.length === 0 && <p className={css.none}>Nothing has been written about this file.</p>}
      {lines && lines.length > 0 && (
        <div ref={box} className={css.box} role="log" aria-label="Log of this file" tabIndex={0} onScroll={onScroll}>
          {lines.map((line, index) => (
            <div key={index} className={css.line} data-level={line.level}>
              <time className={css.time} dateTime={new Date(line.at).toISOString()} title={formatExact(line.at)}>
                {clock.format(line.at)}
              </time>
              <span className={css.text}>{line.message}</span>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
