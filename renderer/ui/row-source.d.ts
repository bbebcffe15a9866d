import type { CallError } from '../api/call-error.ts';
export interface RowSource<Row> {
    /** Loaded or not; null: nobody knows yet. */
    getTotal(): number | null;
    /** Why the last page could not be loaded. */
    getError(): CallError | null;
    /** The total or the error has changed. */
    subscribe(listener: () => void): () => void;
    /** Undefined: not loaded yet. */
    getRow(index: number): Row | undefined;
    /** The row at this place is another, or has changed. */
    subscribeRow(index: number, listener: () => void): () => void;
    /** These are seen now, ends included; what is missing of them is loaded. */
    show(first: number, last: number): void;
}
export interface Sort {
    by: string;
    descending: boolean;
}
export interface Column<Row> {
    id: string;
    /** The header's words; a column without words (a progress bar, buttons) still needs them for those who listen. */
    title: string;
    /** Pixels; the least width where it may grow. */
    width: number;
    /** Its share of what is left; default: none. */
    grow?: number;
    align?: 'start' | 'end';
    /** The name to sort by; left out: cannot be sorted by. */
    sortBy?: string;
    /** Code, paths, ids. */
    isMono?: boolean;
    /** Cannot be hidden. */
    isFixed?: boolean;
    /** Hidden until it is chosen. */
    isHiddenAtFirst?: boolean;
    cell: (row: Row) => React.ReactNode;
}
