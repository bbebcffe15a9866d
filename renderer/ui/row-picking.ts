// Several rows of a table chosen at once: Ctrl or Cmd and a click adds one, Shift all in between; Space and Shift with the
// arrows do the same by keyboard. What is chosen is kept by whoever owns the rows.

/** `toggle`: this one in or out; `range`: from where one began to here. */
export type PickHow = 'toggle' | 'range';

export interface RowPicking<Row> {
  isPicked: (row: Row) => boolean;
  /** `from`: where a range by keyboard begins if none has begun yet. */
  onPick: (index: number, how: PickHow, from?: number) => void;
  onPickAll: () => void;
  onPickNone: () => void;
  /** A right click, or the menu key, at this place of the window. */
  onMenu: (index: number, at: { x: number; y: number }) => void;
}

type Press = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** Null: a plain click, which opens the row. */
export function pickOfClick({ ctrlKey, metaKey, shiftKey }: Press): PickHow | null {
  if (shiftKey) return 'range';
  return ctrlKey || metaKey ? 'toggle' : null;
}

/** What a key means for the choice, beside moving; null: nothing. */
export function pickOfKey(event: Press & { key: string }): 'toggle' | 'all' | 'none' | 'menu' | null {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') return 'all';
  if (event.ctrlKey || event.metaKey) return null;
  if (event.key === ' ') return 'toggle';
  if (event.key === 'Escape') return 'none';
  if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) return 'menu';
  return null;
}
