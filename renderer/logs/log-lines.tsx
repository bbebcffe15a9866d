import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowBarToDown } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { LogLineRow } from './log-line-row.tsx';
import css from './log-lines.module.css';
import type { LogWindow, ShownLine } from './log-window.ts';

const LINE_HEIGHT = 22;
/** Nearer to the upper end than this, older lines are read. */
const READ_AHEAD_PX = 400;

interface LogLinesProps {
  log: LogWindow;
  lines: readonly ShownLine[];
  isWrapped: boolean;
  /** The end is followed as lines come. */
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

/** The lines, newest at the bottom; only those that are seen are in the page. */
export function LogLines({ log, lines, isWrapped, isFollowing, onFollow }: LogLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [openKey, setOpenKey] = useState<number | null>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    getItemKey: useCallback((index: number) => lines[index]!.key, [lines]),
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const open = useCallback((key: number) => setOpenKey((now) => (now === key ? null : key)), []);

  // What is measured one by one while lines are folded must not stay when they are not.
  useLayoutEffect(() => virtual.measure(), [virtual, isWrapped, openKey]);

  // Older lines come in above: what one looks at stays where it is.
  const firstKey = lines[0]?.key ?? 0;
  const before = useRef(firstKey);
  useLayoutEffect(() => {
    const added = before.current - firstKey;
    before.current = firstKey;
    if (added > 0 && box.current && !isFollowing) box.current.scrollTop += added * LINE_HEIGHT;
  }, [firstKey, isFollowing]);

  useLayoutEffect(() => {
    if (isFollowing && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [virtual, lines, isFollowing, isWrapped]);

  useEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    if (scrollHeight <= clientHeight) void log.readOlder();
  }, [log, lines]);

  function onScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = box.current!;
    if (scrollTop < READ_AHEAD_PX) void log.readOlder();
    const isAtEnd = scrollHeight - scrollTop - clientHeight < LINE_HEIGHT;
    if (isAtEnd && !isFollowing) onFollow(true);
  }

  return (
    <div className={css.frame}>
      <div
        ref={box}
        className={css.box}
        role="log"
        aria-label="Log"
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && onFollow(false)}
        onKeyDown={(event) => {
          if (event.key === 'End') onFollow(true);
          if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) onFollow(false);
        }}
        onPointerDown={(event) => event.target === box.current && onFollow(false)}
      >
        <div className={css.inner} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index]!;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={css.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogLineRow line={line} isOpen={openKey === line.key} isWrapped={isWrapped} onOpen={open} />
              </div>
            );
          })}
        </div>
      </div>
      {!isFollowing && (
        <Button
          className={css.jump}
          size="xs"
          leftSection={<IconArrowBarToDown size={14} aria-hidden />}
          onClick={() => onFollow(true)}
        >
          Jump to the end
        </Button>
      )}
    </div>
  );
}
