// Keeps a person from losing what was not saved: asks before the page is left for another, or the tab is closed.
import { useEffect } from 'react';
import { askConfirm, type Question } from './confirm.tsx';

/** `isDirty` is asked at the moment of leaving. In the desktop application the window only hides, so closing it asks nothing. */
export function useLeaveGuard(isDirty: () => boolean, question: Question): void {
  useEffect(() => {
    let here = location.hash;
    let isAllowed = false;
    function onHashChange(event: Event): void {
      const target = location.hash;
      if (target === here || isAllowed || !isDirty()) {
        here = target;
        return;
      }
      // Before anybody else hears of it: the address goes back, and whoever follows it stays where he is.
      event.stopImmediatePropagation();
      history.replaceState(null, '', here);
      void leaveIfConfirmed(target);
    }
    async function leaveIfConfirmed(target: string): Promise<void> {
      if (!(await askConfirm(question))) return;
      isAllowed = true;
      location.hash = target;
    }
    function onBeforeUnload(event: BeforeUnloadEvent): void {
      if (isDirty() && !('wherry' in globalThis)) event.preventDefault();
    }
    globalThis.addEventListener('hashchange', onHashChange, { capture: true });
    globalThis.addEventListener('beforeunload', onBeforeUnload);
    return () => {
      globalThis.removeEventListener('hashchange', onHashChange, { capture: true });
      globalThis.removeEventListener('beforeunload', onBeforeUnload);
    };
  }, [isDirty, question]);
}
