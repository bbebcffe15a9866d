import { UnstyledButton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useSyncExternalStore, type RefObject } from 'react';
import { formatPlural } from '../ui/format.ts';
import type { FileWindow } from './file-window.ts';
import css from './new-files.module.css';

interface NewFilesProps {
  rows: FileWindow;
  scroller: RefObject<HTMLDivElement | null>;
}

/** Says that files have come while one looks further down; pressed, it goes up to them. */
export function NewFiles({ rows, scroller }: NewFilesProps) {
  const count = useSyncExternalStore(rows.subscribe, rows.getNewFiles);
  function show(): void {
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus({ preventScroll: true });
    rows.refresh();
  }
  return (
    <div className={css.place} role="status">
      {count > 0 && (
        <UnstyledButton className={css.pill} onClick={show}>
          <IconArrowUp size={14} aria-hidden />
          {formatPlural(count, 'new file')}
        </UnstyledButton>
      )}
    </div>
  );
}
