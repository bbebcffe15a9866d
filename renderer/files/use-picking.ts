// Binds the chosen files to the table's keys and clicks.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { PickHow, RowPicking } from '../ui/row-picking.ts';
import { toastError } from '../ui/toast.tsx';
import type { FileItem, FileWindow } from './file-window.ts';
import type { PickedFile, Picks } from './picks.ts';

export interface Picking {
  picked: readonly PickedFile[];
  picking: RowPicking<FileItem>;
}

/** Another filter or order begins with nothing chosen. */
export function usePicking(rows: FileWindow, picks: Picks, onMenu: RowPicking<FileItem>['onMenu']): Picking {
  const anchor = useRef<number | null>(null);
  const picked = useSyncExternalStore(picks.subscribe, picks.list);
  useEffect(() => {
    anchor.current = null;
    picks.clear();
  }, [rows, picks]);

  const picking = useMemo<RowPicking<FileItem>>(() => {
    async function addBetween(first: number, last: number): Promise<void> {
      try {
        picks.add(await rows.between(first, last));
      } catch (thrown) {
        toastError(thrown, 'The files could not be selected');
      }
    }
    function onPick(index: number, how: PickHow, from?: number): void {
      const file = rows.getRow(index)?.file;
      if (how === 'toggle') {
        anchor.current = index;
        if (file) picks.toggle(file);
        return;
      }
      anchor.current ??= from ?? index;
      void addBetween(Math.min(anchor.current, index), Math.max(anchor.current, index));
    }
    return {
      // `picked` is named so that the object is another one when the choice is.
      isPicked: ({ file }) => picked.length > 0 && picks.has(file.id),
      onPick,
      onPickAll: () => void addBetween(0, (rows.getTotal() ?? 1) - 1),
      onPickNone() {
        anchor.current = null;
        picks.clear();
      },
      onMenu,
    };
  }, [rows, picks, picked, onMenu]);

  return { picked, picking };
}
