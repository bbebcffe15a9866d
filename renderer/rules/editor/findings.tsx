import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { TextFinding } from '#shared/api-editor.ts';
import css from './editor.module.css';

/** What is marked in the text above, in words: for those who cannot hover, and for readers of the screen. */
export function Findings({ findings }: { findings: readonly TextFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className={css.findings} aria-live="polite" aria-label="Findings">
      {findings.map(({ severity, line, column, message, hint }) => (
        <li key={`${line}:${column} ${message}`} data-severity={severity}>
          {severity === 'error' ? (
            <IconCircleX size={16} role="img" aria-label="Error" />
          ) : (
            <IconAlertTriangle size={16} role="img" aria-label="Warning" />
          )}
          <span className={css.place}>
            {line}:{column}
          </span>
          <span className={css.finding}>
            {message}
            {hint && <span className={css.hint}> {hint}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
