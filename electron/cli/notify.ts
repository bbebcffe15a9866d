// Notifications of an engine without the application, by the desktop's own programs; where nobody sits, there are none.
import type { Notice } from '#shared/event.ts';
import { systemClock } from '#engine/clock.ts';
import type { Host } from '#host/host.ts';
import { mergeNotices } from '#host/merge-notices.ts';

/**
 * @param isShown somebody else shows them: the application, whose notifications can be clicked
 * @returns the function that ends it, after what was held back has been shown
 */
export function notifyDesktop(host: Host, isShown: () => boolean): () => void {
  if (!hasDesktop(process.platform, process.env)) return () => {};
  let hasFailed = false;

  function onError(error: unknown): void {
    if (hasFailed) return;
    hasFailed = true;
    const reason = error instanceof Error ? error.message : String(error);
    host.log.warn(`notifications cannot be shown: ${reason.split('\n')[0]}`);
  }

  async function show({ ruleName, title, detail }: Notice): Promise<void> {
    const { default: notifier } = await import('node-notifier');
    const message = detail === '' ? ' ' : detail;
    notifier.notify({ title: `${ruleName}: ${title}`, message }, (error) => {
      if (error !== null) onError(error);
    });
  }

  const merged = mergeNotices(systemClock, (notice) => void show(notice).catch(onError));
  const unsubscribe = host.subscribe((event) => {
    if (event.type === 'notice' && !isShown()) merged.add(event.notice);
  });
  return () => {
    unsubscribe();
    merged.close();
  };
}

/** Whether somebody can see notifications of this process. */
export function hasDesktop(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  const has = (name: string): boolean => (environment[name] ?? '') !== '';
  if (platform === 'win32') return has('SESSIONNAME');
  if (platform === 'darwin') return !has('SSH_CONNECTION');
  return (has('DISPLAY') || has('WAYLAND_DISPLAY')) && has('DBUS_SESSION_BUS_ADDRESS');
}
