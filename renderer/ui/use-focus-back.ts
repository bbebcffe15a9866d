import { useLayoutEffect, type RefObject } from 'react';

/** Later than what Mantine's trap has still in its queue, which takes the focus once more. */
const AFTER_TRAP_MS = 10;

/**
 * When it closes, the focus goes back to where it was when it opened, unless it has left the panel meanwhile. Mantine's
 * own return notes that place in an effect after the paint: on a busy machine its trap has taken the focus by then, and
 * the keyboard is lost with the panel.
 */
export function useFocusBack(isOpen: boolean, panel: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const before = document.activeElement;
    return () => {
      const content = panel.current;
      setTimeout(() => {
        const now = document.activeElement;
        const isInside = now === null || now === document.body || content?.contains(now) === true;
        if (isInside && before instanceof HTMLElement) before.focus({ preventScroll: true });
      }, AFTER_TRAP_MS);
    };
  }, [isOpen, panel]);
}
