import type { SectionId } from '../draft/sections.ts';
import { elementIdOf } from './section-frame.tsx';

/** Scrolls there and puts the focus there, so that Tab goes on from it. */
export function goToSection(id: SectionId): void {
  const element = document.querySelector<HTMLElement>(`#${elementIdOf(id)}`);
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
}
