import { type RefObject, useEffect, useState } from 'react';
import { type SectionId, SECTIONS } from '../draft/sections.ts';

/** The part at the top of what is scrolled; at the end of the scroll, the last one. */
export function useVisibleSection(scroller: RefObject<HTMLElement | null>): SectionId {
  const [visible, setVisible] = useState<SectionId>('name');
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    function look(): void {
      if (!box) return;
      const top = box.getBoundingClientRect().top + 80;
      const isAtEnd = box.scrollTop > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
      const parts = [...box.querySelectorAll<HTMLElement>('[data-part]')];
      const passed = isAtEnd ? parts : parts.filter((part) => part.getBoundingClientRect().top <= top);
      const id = passed.at(-1)?.dataset['part'];
      setVisible(SECTIONS.find((section) => section.id === id)?.id ?? 'name');
    }
    look();
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [scroller]);
  return visible;
}
