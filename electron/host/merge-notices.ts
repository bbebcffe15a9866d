// Notices as notifications: a burst of them is one. Whoever shows them (shell, `wherry serve`) passes the way to do it.
import type { Notice } from '#shared/event.ts';
import type { Clock } from '#engine/clock.ts';

/** At most one notification per rule in so many ms. */
const WINDOW_MS = 5_000;
/** So many of a burst are named in its text. */
const NAMED = 3;

export interface MergedNotices {
  add(notice: Notice): void;
  /** Shows what is held back, and takes no more. */
  close(): void;
}

/** The first notice of a rule is shown at once; those of the next five seconds together when these are over. */
export function mergeNotices(clock: Clock, show: (notice: Notice) => void): MergedNotices {
  /** What is held back, by rule; an entry for each window that is open. */
  const held = new Map<string, Notice[]>();
  const closing = new AbortController();

  async function openWindow(ruleId: string): Promise<void> {
    held.set(ruleId, []);
    for (;;) {
      try {
        await clock.sleep(WINDOW_MS, closing.signal);
      } catch {
        return; // Closed; the only way in which a sleep fails.
      }
      const notices = held.get(ruleId) ?? [];
      if (notices.length === 0) break;
      held.set(ruleId, []);
      show(merge(notices));
    }
    held.delete(ruleId);
  }

  return {
    add(notice) {
      if (closing.signal.aborted) return;
      const notices = held.get(notice.ruleId);
      if (notices !== undefined) {
        notices.push(notice);
        return;
      }
      show(notice);
      void openWindow(notice.ruleId);
    },
    close() {
      if (closing.signal.aborted) return;
      closing.abort();
      for (const notices of held.values()) if (notices.length > 0) show(merge(notices));
      held.clear();
    },
  };
}

/** Several notices of one rule as one: `12 files done, 2 failed`. What has failed is named first. */
export function merge(notices: readonly Notice[]): Notice {
  const [first] = notices;
  if (first === undefined) throw new Error('there is no notice to merge');
  if (notices.length === 1) return first;
  const failures = notices.filter(({ kind }) => kind === 'failure');
  const named = failures.length > 0 ? failures : notices;
  const more = named.length - NAMED;
  return {
    kind: failures.length > 0 ? 'failure' : notices.every(({ kind }) => kind === 'success') ? 'success' : 'recovered',
    ruleId: first.ruleId,
    ruleName: first.ruleName,
    title: titleOf(notices),
    detail: [...named.slice(0, NAMED).map(({ title }) => title), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    fileId: null,
  };
}

function titleOf(notices: readonly Notice[]): string {
  const aboutFiles = notices.filter(({ fileId }) => fileId !== null);
  const failed = aboutFiles.filter(({ kind }) => kind === 'failure').length;
  const done = aboutFiles.length - failed;
  const ofRule = notices.filter(({ fileId }) => fileId === null).map(({ title }) => title);
  const parts = [
    ...(done > 0 ? [`${filesOf(done)} done`] : []),
    ...(failed > 0 ? [`${done > 0 ? failed : filesOf(failed)} failed`] : []),
    ...new Set(ofRule),
  ];
  return parts.join(', ');
}

function filesOf(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
