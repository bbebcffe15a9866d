// What the engine wants people to know, as the system's notifications. When and how many is decided before.
import type { Notice } from '#shared/event.ts';
import { mergeNotices } from '#host/merge-notices.ts';
import type { Clock } from '#engine/clock.ts';
import type { Log } from '#engine/log.ts';
import type { Link } from './link.ts';
import { notify } from './notify.ts';

export interface NotificationDeps {
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** The person has clicked on it. @param route of the page that tells more */
  open(route: string): void;
}

/** @returns the function that ends it */
export function showNotices(link: Link, { clock, log, open }: NotificationDeps): () => void {
  let hasFailed = false;

  function show(notice: Notice): void {
    const onClick = (): void => open(routeOf(notice));
    if (notify({ title: `${notice.ruleName}: ${notice.title}`, body: notice.detail, onClick }) || hasFailed) return;
    hasFailed = true;
    log.warn('this system shows no notifications; what failed is on the page Attention, and the tray tells it');
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
