import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column, Sort } from './row-source.ts';
import css from './virtual-table.module.css';

interface TableHeaderProps<Row> {
  columns: readonly Column<Row>[];
  sort: Sort | null;
  onSort: ((sort: Sort) => void) | undefined;
}

/** Stays at the top; a click sorts by a column, a second one the other way round. */
export function TableHeader<Row>({ columns, sort, onSort }: TableHeaderProps<Row>) {
  return (
    <div className={css.header} role="rowgroup">
      <div className={css.headerRow} role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

function HeaderCell<Row>({ column, sort, onSort }: Omit<TableHeaderProps<Row>, 'columns'> & { column: Column<Row> }) {
  const { sortBy } = column;
  if (sortBy === undefined || !onSort) {
    return (
      <div className={css.headerCell} role="columnheader" data-align={column.align}>
        {column.title}
      </div>
    );
  }
  const isSorted = sort?.by === sortBy;
  const Arrow = isSorted && sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      className={css.headerCell}
      role="columnheader"
      data-align={column.align}
      data-sorted={isSorted || undefined}
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={css.sort}
        onClick={() => onSort({ by: sortBy, descending: isSorted ? !sort.descending : false })}
      >
        {column.title}
        <Arrow className={css.arrow} size={14} aria-hidden />
      </button>
    </div>
  );
}
