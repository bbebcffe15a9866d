import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowBarToDown } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { formatCount } from '../ui/format.ts';
import { isOfToday, LogLineRow } from './log-line-row.tsx';
import css from './log-lines.module.css';
import type { LogWindow, ShownLine } from './log-window.ts';
import { useLineSelection } from './use-line-selection.ts';

const LINE_HEIGHT = 22;
/** Nearer to the upper end than this, older lines are read. */
const READ_AHEAD_PX = 400;
const UPWARDS = new Set(['ArrowUp', 'PageUp', 'Home']);

interface LogLinesProps {
  log: LogWindow;
  lines: readonly ShownLine[];
  /** By the rule's name, as the log has it. */
  ruleIds: ReadonlyMap<string, string>;
  isWrapped: boolean;
  /** The end is followed as lines come. */
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

/** The lines, newest at the bottom; only those that are seen are in the page. */
export function LogLines({ log, lines, ruleIds, isWrapped, isFollowing, onFollow }: LogLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [openKey, setOpenKey] = useState<number | null>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    getItemKey: useCallback((index: number) => lines[index]!.key, [lines]),
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
    paddingEnd: 8,
    // What one looks at stays where it is: older lines come in above, and the oldest go.
    anchorTo: isFollowing ? 'start' : 'end',
  });
  const open = useCallback((key: number) => setOpenKey((now) => (now === key ? null : key)), []);
  const onCopy = useLineSelection(box, lines, () => onFollow(false));

  // Heights that were measured while lines were folded do not hold when they are not; the uppermost line stays in sight.
  const wrapped = useRef(isWrapped);
  useLayoutEffect(() => {
    if (wrapped.current === isWrapped) return;
    wrapped.current = isWrapped;
    const top = virtual.getVirtualItemForOffset(virtual.scrollOffset ?? 0);
    virtual.measure();
    if (top && !isFollowing) virtual.scrollToIndex(top.index, { align: 'start' });
  }, [virtual, isWrapped, isFollowing]);

  // Lines that are measured turn out higher than they were taken for, and push the end out of sight.
  const height = virtual.getTotalSize();
  useLayoutEffect(() => {
    if (isFollowing && lines.length > 0) virtual.scrollToEnd();
  }, [virtual, lines, isFollowing, isWrapped, height]);

  // A window that gets lower or narrower keeps the end in sight, too.
  useEffect(() => {
    const observer = new ResizeObserver(() => isFollowing && virtual.scrollToEnd());
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, [virtual, isFollowing]);

  useEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    if (scrollHeight <= clientHeight) void log.readOlder();
  }, [log, lines]);

  const lastTop = useRef(0);
  function onScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = box.current!;
    const isDownwards = scrollTop > lastTop.current;
    lastTop.current = scrollTop;
    if (scrollTop < READ_AHEAD_PX) void log.readOlder();
    // Who goes up slowly is still near the end, and must get away from it.
    if (!isFollowing && isDownwards && scrollHeight - scrollTop - clientHeight < 2) onFollow(true);
  }

  const seen = virtual.getVirtualItems();
  const first = seen[0] && lines[seen[0].index];

  return (
    <div className={css.frame}>
      {!isFollowing && <JumpToEnd lastKey={lines.at(-1)?.key ?? 0} onJump={() => onFollow(true)} />}
      <div
        ref={box}
        className={css.box}
        role="log"
        aria-label="Log"
        aria-live="off"
        data-has-days={first !== undefined && !isOfToday(first.at)}
        tabIndex={0}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && onFollow(false)}
        onTouchMove={() => onFollow(false)}
        onKeyDown={(event) => UPWARDS.has(event.key) && onFollow(false)}
        // The scroll bar; what is in the box are lines.
        onPointerDown={(event) => event.target === box.current && onFollow(false)}
        onCopy={onCopy}
      >
        <div className={css.inner} style={{ height: virtual.getTotalSize() }}>
          {seen.map((item) => {
            const line = lines[item.index]!;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={css.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogLineRow
                  line={line}
                  ruleId={line.rule === null ? undefined : ruleIds.get(line.rule)}
                  isOpen={openKey === line.key}
                  isWrapped={isWrapped}
                  onOpen={open}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Counts what has come since the end was left. */
function JumpToEnd({ lastKey, onJump }: { lastKey: number; onJump: () => void }) {
  const [leftAt] = useState(lastKey);
  const fresh = lastKey - leftAt;
  return (
    <Button className={css.jump} size="xs" leftSection={<IconArrowBarToDown size={14} aria-hidden />} onClick={onJump}>
      {fresh > 0 ? `Jump to the end (${formatCount(fresh)} new)` : 'Jump to the end'}
    </Button>
  );
}
