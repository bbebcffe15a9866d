import { type ClipboardEvent, type RefObject, useEffect, useRef } from 'react';
import { linesAsText } from './log-text.ts';
import type { ShownLine } from './log-window.ts';

/**
 * Text that is selected in the log. Several lines are copied as they stand in the file, part of one as it is.
 * @param onSelect told when a selection begins: lines that come in must not move it away
 * @returns for the box's `onCopy`
 */
export function useLineSelection(
  box: RefObject<HTMLElement | null>,
  lines: readonly ShownLine[],
  onSelect: () => void,
): (event: ClipboardEvent) => void {
  const select = useRef(onSelect);
  select.current = onSelect;
  useEffect(() => {
    function onChange(): void {
      const selection = document.getSelection();
      if (selection && !selection.isCollapsed && box.current?.contains(selection.anchorNode)) select.current();
    }
    document.addEventListener('selectionchange', onChange);
    return () => document.removeEventListener('selectionchange', onChange);
  }, [box]);

  return (event) => {
    const selection = document.getSelection();
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-index]') ?? [])];
    const indexes = rows
      .filter((row) => selection?.containsNode(row, true))
      .map((row) => Number(row.dataset['index']))
      .toSorted((one, other) => one - other);
    if (indexes.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', linesAsText(indexes.map((index) => lines[index]!)));
  };
}
