import { memo, useCallback, useSyncExternalStore } from 'react';
import { pickOfClick, type RowPicking } from './row-picking.ts';
import type { Column, RowSource } from './row-source.ts';
import css from './virtual-table.module.css';

interface TableRowProps<Row> {
  id: string;
  rows: RowSource<Row>;
  index: number;
  /** Pixels from the top of the body. */
  start: number;
  height: number;
  columns: readonly Column<Row>[];
  isCurrent: boolean;
  isOpen: ((row: Row) => boolean) | undefined;
  onOpen: ((row: Row) => void) | undefined;
  picking: RowPicking<Row> | undefined;
  onCurrent: (index: number) => void;
}

function PlainTableRow<Row>(props: TableRowProps<Row>) {
  const { id, rows, index, start, height, columns, isCurrent, isOpen, onOpen, picking, onCurrent } = props;
  const subscribe = useCallback((listener: () => void) => rows.subscribeRow(index, listener), [rows, index]);
  const row = useSyncExternalStore(subscribe, () => rows.getRow(index));
  const isShownOpen = row !== undefined && (isOpen?.(row) ?? false);
  const isPicked = row !== undefined && (picking?.isPicked(row) ?? false);

  function onClick(event: React.MouseEvent): void {
    onCurrent(index);
    const isOnControl = event.target instanceof Element && event.target.closest('button, a, input') !== null;
    if (row === undefined || isOnControl) return;
    const how = picking ? pickOfClick(event) : null;
    if (how !== null) picking?.onPick(index, how);
    else onOpen?.(row);
  }

  function onContextMenu(event: React.MouseEvent): void {
    if (!picking || row === undefined) return;
    event.preventDefault();
    onCurrent(index);
    picking.onMenu(index, { x: event.clientX, y: event.clientY });
  }

  return (
    <div
      id={id}
      className={css.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={picking ? isPicked : isShownOpen}
      aria-busy={row === undefined || undefined}
      data-current={isCurrent || undefined}
      data-open={isShownOpen || undefined}
      data-opens={onOpen ? true : undefined}
      style={{ transform: `translateY(${start}px)`, height }}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          className={css.cell}
          role="gridcell"
          data-align={column.align}
          data-mono={column.isMono || undefined}
        >
          {row === undefined ? <span className={css.pending} /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** A row that is drawn again only when its own content changes. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- memo forgets the type parameter
export const TableRow = memo(PlainTableRow) as typeof PlainTableRow;
