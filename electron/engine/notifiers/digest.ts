// Merges the mails about the files of one run when they become many (b66). Pure: it sends nothing.
import { MAX_ENTRIES, type Notification } from './notifier.ts';

/** What the stories of a run become, alerts first. @param digestAbove null: a mail for each, always */
export function merge(stories: Notification[], digestAbove: number | null): Notification[] {
  const kinds = [stories.filter(({ kind }) => kind === 'alert'), stories.filter(({ kind }) => kind === 'success')];
  return digestAbove !== null && stories.length > digestAbove ? kinds.flatMap(merged) : kinds.flat();
}

function merged(notifications: Notification[]): Notification[] {
  const [first, ...others] = notifications;
  if (first === undefined || others.length === 0) return notifications;
  const entries = notifications.flatMap((notification) => notification.entries);
  const title = `${entries.length} files ${first.kind === 'success' ? 'succeeded' : 'failed'}`;
  const omitted = Math.max(0, entries.length - MAX_ENTRIES);
  return [{ kind: first.kind, rule: first.rule, title, entries: entries.slice(0, MAX_ENTRIES), omitted }];
}
