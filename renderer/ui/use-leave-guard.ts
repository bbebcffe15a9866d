// Keeps a person from losing what was not saved: asks before the page is left for another, or the tab is closed.
import { useEffect } from 'react';
import { askConfirm, type Question } from './confirm.tsx';

/**
 * `isDirty` is asked at the moment of leaving. By the Navigation API, since `hashchange` comes when the address, and
 * perhaps the page, is another already. In the desktop application the window only hides, so closing it asks nothing.
 */
export function useLeaveGuard(isDirty: () => boolean, question: Question): void {
  useEffect(() => {
    let isAllowed = false;
    function onNavigate(event: NavigateEvent): void {
      if (!event.hashChange || !event.cancelable || isAllowed || !isDirty()) return;
      event.preventDefault();
      void leaveIfConfirmed(event.destination.url);
    }
    async function leaveIfConfirmed(target: string): Promise<void> {
      if (!(await askConfirm(question))) return;
      isAllowed = true;
      location.href = target;
    }
    function onBeforeUnload(event: BeforeUnloadEvent): void {
      if (isDirty() && !('wherry' in globalThis)) event.preventDefault();
    }
    navigation.addEventListener('navigate', onNavigate);
    globalThis.addEventListener('beforeunload', onBeforeUnload);
    return () => {
      navigation.removeEventListener('navigate', onNavigate);
      globalThis.removeEventListener('beforeunload', onBeforeUnload);
    };
  }, [isDirty, question]);
}
