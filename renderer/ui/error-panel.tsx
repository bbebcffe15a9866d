import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorData } from '#shared/error.ts';
import { CopyButton } from './copy-button.tsx';
import css from './error-panel.module.css';

export interface ErrorPanelProps {
  error: ErrorData;
  /** What could not be done: `The files cannot be shown`. */
  title?: string;
  onRetry?: (() => void) | undefined;
}

/** What went wrong and what to do next, in place of what could not be shown. */
export function ErrorPanel({ error, title, onRetry }: ErrorPanelProps) {
  return (
    <div className={css.panel} role="alert">
      <IconAlertTriangle className={css.icon} size={20} aria-hidden />
      <div className={css.words}>
        {title && <p className={css.title}>{title}</p>}
        <p className={title ? css.message : css.title}>{error.message}</p>
        {error.hint && <p className={css.message}>{error.hint}</p>}
        <div className={css.actions}>
          {onRetry && (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          <CopyButton text={errorText(error, title)} label="Copy details" />
        </div>
      </div>
    </div>
  );
}

function errorText(error: ErrorData, title: string | undefined): string {
  return [title, error.message, error.hint, `${error.code} (${error.kind})`].filter(Boolean).join('\n');
}
