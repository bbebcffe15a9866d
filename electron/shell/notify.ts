// One notification of the system.
import { Notification } from 'electron';

export interface Message {
  title: string;
  body: string;
  /** A person has clicked on it. */
  onClick?(): void;
}

/** Kept until they are gone: a notification that is collected as garbage cannot be clicked. */
const shown = new Set<Notification>();
/** Some systems never tell that one is gone. */
const KEPT = 50;

/** @returns false where this system shows none */
export function notify({ title, body, onClick }: Message): boolean {
  if (!Notification.isSupported()) return false;
  const notification = new Notification({ title, body });
  const forget = (): void => void shown.delete(notification);
  notification.on('close', forget);
  notification.on('click', () => {
    forget();
    onClick?.();
  });
  for (const oldest of shown) {
    if (shown.size < KEPT) break;
    shown.delete(oldest);
  }
  shown.add(notification);
  notification.show();
  return true;
}
