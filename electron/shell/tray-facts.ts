// What the tray has to know, kept up to date by events; asked again at most twice a second, and once a minute, since
// "in 4 min" goes on by itself.
import { ATTENTION } from '#shared/file.ts';
import { askLink, type Link } from './link.ts';
import type { TrayFacts } from './tray-view.ts';

const SETTLE_MS = 500;
const MINUTE_MS = 60_000;

/** @param onFacts null: the engine does not answer. @returns the function that ends it */
export function watchTrayFacts(link: Link, onFacts: (facts: TrayFacts | null) => void): () => void {
  const unreachable = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let isEnded = false;

  async function ask(): Promise<TrayFacts> {
    const [rules, counts, { settings }] = await Promise.all([
      askLink(link, 'rule.list', {}),
      askLink(link, 'file.counts', {}),
      askLink(link, 'settings.get', {}),
    ]);
    const attention = ATTENTION.reduce((sum, state) => sum + counts[state], 0);
    return { rules, attention, unreachable, startsAtLogin: settings.startsAtLogin, now: Date.now() };
  }

  async function look(): Promise<void> {
    timer = null;
    // Asked again at the next event, or within the minute.
    const facts = await ask().catch(() => null);
    if (!isEnded) onFacts(facts);
  }

  function lookSoon(): void {
    timer ??= setTimeout(() => void look(), SETTLE_MS);
  }

  const minutes = setInterval(lookSoon, MINUTE_MS);
  const unsubscribe = link.subscribe((event) => {
    if (event.type === 'run-ended') {
      if (event.error?.kind === 'transient') unreachable.add(event.run.ruleId);
      else unreachable.delete(event.run.ruleId);
    }
    if (event.type !== 'file-progress' && event.type !== 'file-activity' && event.type !== 'log-line') lookSoon();
  });
  void look();
  return () => {
    isEnded = true;
    unsubscribe();
    clearInterval(minutes);
    if (timer !== null) clearTimeout(timer);
  };
}
