// Merges the per-file notifications of one run when they become many (b66). Pure: it sends nothing.
import type { Mail } from '#shared/rule.ts';
import type { Notification } from './notifier.ts';

export interface Digest {
  /** Takes one file's notification and gives back what is to be sent at once. */
  add(notification: Notification): Notification[];
  /** What is to be sent at the end of the run, alerts first; afterwards it is empty. */
  flush(): Notification[];
}

/** Without a limit everything goes out at once; with one it is kept, as only the run's end shows whether it was exceeded. */
export function createDigest({ digestAbove }: Pick<Mail, 'digestAbove'>): Digest {
  let kept: Notification[] = [];
  return {
    add(notification) {
      if (digestAbove === null) return [notification];
      kept.push(notification);
      return [];
    },
    flush() {
      const all = kept;
      kept = [];
      const kinds = [all.filter(({ kind }) => kind === 'alert'), all.filter(({ kind }) => kind === 'success')];
      return digestAbove !== null && all.length > digestAbove ? kinds.flatMap(merged) : kinds.flat();
    },
  };
}

function merged(notifications: Notification[]): Notification[] {
  const [first, ...others] = notifications;
  if (first === undefined || others.length === 0) return notifications;
  const entries = notifications.flatMap((notification) => notification.entries);
  const title = `${entries.length} files ${first.kind === 'success' ? 'succeeded' : 'failed'}`;
  return [{ kind: first.kind, rule: first.rule, title, entries }];
}
