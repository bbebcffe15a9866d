import { useState } from 'react';
import type { JsonObject } from '#shared/json.ts';
import { CodeEditor } from '../ui/code-editor.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import css from './file-record.module.css';

/** The source's record as JSON, secrets removed; folded until one asks for it. */
export function FileRecord({ record }: { record: JsonObject }) {
  const [isOpen, setIsOpen] = useState(false);
  const text = JSON.stringify(record, null, 2);
  return (
    <details className={css.record} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className={css.summary}>Record of the source</summary>
      {isOpen && (
        <div className={css.body}>
          <CopyButton text={text} label="Copy record" />
          <CodeEditor label="Record of the source" language="json" value={text} isReadOnly maxLines={24} />
        </div>
      )}
    </details>
  );
}
