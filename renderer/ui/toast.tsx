// Messages at the corner, for what a person has just asked for. What must not be missed belongs on a page.
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { toCallError } from '../api/call-error.ts';
import type { ErrorData } from '#shared/error.ts';

const CLOSE = { 'aria-label': 'Close this message' };

export function toastSuccess(title: string, detail?: string): void {
  notifications.show({
    title,
    message: detail,
    color: 'success',
    icon: <IconCheck size={18} aria-hidden />,
    closeButtonProps: CLOSE,
  });
}

/** Message and hint of whatever was thrown, or of an error that came as data; it stays for a while longer. */
export function toastError(thrown: unknown, title?: string): void {
  const error = isErrorData(thrown) ? thrown : toCallError(thrown);
  const words = [title ? error.message : null, error.hint].filter(Boolean).join(' ');
  notifications.show({
    title: title ?? error.message,
    message: words || undefined,
    color: 'danger',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: 20_000,
    closeButtonProps: CLOSE,
  });
}

function isErrorData(thrown: unknown): thrown is ErrorData {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'hint' in thrown && 'message' in thrown;
}
