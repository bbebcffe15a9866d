// A table of any length: only the rows that are seen exist. A grid for those who listen, with one stop for Tab:
// arrows, Page up and down, Home, End move the current row, Enter opens it. With `picking`, several rows can be chosen.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import { ErrorPanel } from './error-panel.tsx';
import { formatCount } from './format.ts';
import { RowSkeletons } from './page-skeleton.tsx';
import { pickOfKey, type RowPicking } from './row-picking.ts';
import type { Column, RowSource, Sort } from './row-source.ts';
import { rowAfterKey } from './table-keys.ts';
import { TableHeader } from './table-header.tsx';
import { TableRow } from './table-row.tsx';
import css from './virtual-table.module.css';

export interface VirtualTableProps<Row> {
  /** What it lists: `Files`. */
  label: string;
  rows: RowSource<Row>;
  /** Those to show, in order; useColumns chooses. Keep the array the same between renders. */
  columns: readonly Column<Row>[];
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** Enter or a click. */
  onOpen?: (row: Row) => void;
  /** The row that is open beside the table. */
  isOpen?: (row: Row) => boolean;
  /** Rows can be chosen, several at once. Keep the object the same while the choice is. */
  picking?: RowPicking<Row>;
  /** The element that scrolls, for those who look at it or move it. */
  scrollerRef?: RefObject<HTMLDivElement | null>;
  rowHeight?: number;
  /** In place of the table when there are no rows. */
  empty: ReactNode;
  onRetry?: () => void;
}

const HEADER_HEIGHT = 32;

export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { rows, empty, onRetry } = props;
  const total = useSyncExternalStore(rows.subscribe, rows.getTotal);
  const error = useSyncExternalStore(rows.subscribe, rows.getError);
  if (error) {
    return (
      <div className={css.failed}>
        <ErrorPanel error={error} onRetry={onRetry} />
      </div>
    );
  }
  if (total === null) {
    return (
      <div className={css.loading} aria-busy="true">
        <RowSkeletons count={10} />
      </div>
    );
  }
  if (total === 0) return empty;
  return <Grid {...props} total={total} />;
}

function Grid<Row>(props: VirtualTableProps<Row> & { total: number }) {
  const { label, rows, columns, sort = null, onSort, onOpen, isOpen, picking, rowHeight = 36, total } = props;
  const ownScroller = useRef<HTMLDivElement>(null);
  const scroller = props.scrollerRef ?? ownScroller;
  const rowId = useId();
  const [current, setCurrent] = useState<number | null>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingEnd: HEADER_HEIGHT,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => rows.show(first, last), [rows, first, last]);

  /** True: the key was for the choice. */
  function pickByKey(event: React.KeyboardEvent, { onPick, onPickAll, onPickNone, onMenu }: RowPicking<Row>): boolean {
    const meaning = pickOfKey(event);
    if (meaning === null) return false;
    if (meaning === 'all') onPickAll();
    if (meaning === 'none') onPickNone();
    if (meaning === 'toggle' && current !== null) onPick(current, 'toggle');
    const rowElement = document.querySelector(`[id="${rowId}-${current}"]`)?.getBoundingClientRect();
    if (meaning === 'menu' && current !== null && rowElement) {
      onMenu(current, { x: rowElement.left + 64, y: rowElement.bottom });
    }
    return true;
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey) return;
    if (picking && pickByKey(event, picking)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    const row = current === null ? undefined : rows.getRow(current);
    if (event.key === 'Enter' && row !== undefined) {
      event.preventDefault();
      onOpen?.(row);
      return;
    }
    const perScreen = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1);
    const next = rowAfterKey(event.key, current, total, perScreen);
    if (next === null) return;
    event.preventDefault();
    if (event.shiftKey && current !== null && picking) picking.onPick(next, 'range', current);
    setCurrent(next);
    virtualizer.scrollToIndex(next);
  }

  const isCurrentSeen = current !== null && current >= first && current <= last;
  return (
    <div
      ref={scroller}
      className={css.scroller}
      role="grid"
      aria-label={`${label}, ${formatCount(total)}`}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable={picking ? true : undefined}
      aria-activedescendant={isCurrentSeen ? `${rowId}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === event.currentTarget && setCurrent((known) => known ?? first)}
      style={{ '--columns': columns.map(track).join(' '), '--least': `${leastWidth(columns)}px` }}
    >
      <TableHeader columns={columns} sort={sort} onSort={onSort} />
      <div className={css.body} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => (
          <TableRow
            key={item.index}
            id={`${rowId}-${item.index}`}
            rows={rows}
            index={item.index}
            start={item.start}
            height={rowHeight}
            columns={columns}
            isCurrent={item.index === current}
            isOpen={isOpen}
            onOpen={onOpen}
            picking={picking}
            onCurrent={setCurrent}
          />
        ))}
      </div>
    </div>
  );
}

function track<Row>(column: Column<Row>): string {
  return column.grow ? `minmax(${column.width}px, ${column.grow}fr)` : `${column.width}px`;
}

function leastWidth<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, column) => sum + column.width, 0);
}
