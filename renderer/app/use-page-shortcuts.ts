// `g` and then a page's letter goes there. `?` is of shortcuts-dialog.tsx, Mod+K of command-palette.tsx.
import { useEffect } from 'react';
import { isTyping } from '../ui/is-typing.ts';
import { NAVIGATION } from './pages.tsx';
import { goTo } from './use-route.ts';

/** The second key must follow within this time. */
const SECOND_KEY_MS = 1_200;

export function usePageShortcuts(): void {
  useEffect(() => {
    let firstAt = -Infinity;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const page = NAVIGATION.find((entry) => entry.letter === event.key.toLowerCase());
      const isSecond = event.timeStamp - firstAt < SECOND_KEY_MS;
      firstAt = event.key === 'g' ? event.timeStamp : -Infinity;
      if (!isSecond || !page) return;
      event.preventDefault();
      goTo(page.name);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
