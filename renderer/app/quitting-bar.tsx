import { Loader } from '@mantine/core';
import { useState } from 'react';
import { useEvents } from '../api/use-events.ts';
import css from './connection-bar.module.css';

/** Says above every page that the application ends, and what it still waits for. */
export function QuittingBar() {
  const [files, setFiles] = useState<readonly string[] | null>(null);
  useEvents((event) => {
    if (event.type === 'quitting') setFiles((before) => (isSame(before, event.waitsFor) ? before : event.waitsFor));
  });
  return (
    <div role="status">
      {files !== null && (
        <div className={css.bar} data-kind="quitting">
          <Loader size={14} color="warning" aria-hidden />
          <strong>Wherry is quitting.</strong>
          <span>{files.length === 0 ? 'It stores how things stand.' : `It waits for ${listed(files)}.`}</span>
        </div>
      )}
    </div>
  );
}

function listed(files: readonly string[]): string {
  const named = files.slice(0, 3).join(', ');
  return files.length > 3 ? `${named} and ${files.length - 3} more` : named;
}

function isSame(before: readonly string[] | null, now: readonly string[]): boolean {
  return before !== null && before.join('\n') === now.join('\n');
}
