// What the engine wants people to know, as the system's notifications. When and how many is decided before.
import { Notification } from 'electron';
import type { Notice } from '#shared/event.ts';
import { mergeNotices } from '#host/merge-notices.ts';
import type { Clock } from '#engine/clock.ts';
import type { Log } from '#engine/log.ts';
import type { Link } from './link.ts';

export interface NotificationDeps {
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** The person has clicked on it. @param route of the page that tells more */
  open(route: string): void;
}

/** @returns the function that ends it */
export function showNotices(link: Link, { clock, log, open }: NotificationDeps): () => void {
  if (!Notification.isSupported()) {
    log.warn('this system shows no notifications; failures are on the page Attention and in the tray');
    return () => {};
  }
  /** Kept until they are gone: a notification that is collected as garbage cannot be clicked. */
  const shown = new Set<Notification>();

  function show(notice: Notice): void {
    const notification = new Notification({ title: `${notice.ruleName}: ${notice.title}`, body: notice.detail });
    shown.add(notification);
    notification.on('click', () => {
      shown.delete(notification);
      open(routeOf(notice));
    });
    notification.on('close', () => void shown.delete(notification));
    notification.show();
  }

  const merged = mergeNotices(clock, show);
  const unsubscribe = link.subscribe((event) => {
    if (event.type === 'notice') merged.add(event.notice);
  });
  return () => {
    unsubscribe();
    merged.close();
  };
}

function routeOf({ fileId, kind }: Notice): string {
  if (fileId !== null) return `/files/${fileId}`;
  return kind === 'failure' ? '/attention' : '/files';
}
