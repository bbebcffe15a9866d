import type { Icon } from '@tabler/icons-react';
import css from './badge.module.css';

export type Hue = 'info' | 'accent' | 'warning' | 'success' | 'danger' | 'violet' | 'magenta' | 'dim';

export interface BadgeProps {
  hue: Hue;
  icon: Icon;
  /** The word; colour and shape only repeat it. */
  label: string;
  /** It is being worked on. */
  turns?: boolean;
}

/** A state in a word, a colour and a shape. */
export function Badge({ hue, icon: Shape, label, turns = false }: BadgeProps) {
  return (
    <span className={css.badge} data-hue={hue} data-turns={turns || undefined}>
      <Shape size={14} stroke={2} aria-hidden />
      {label}
    </span>
  );
}
