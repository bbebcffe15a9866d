import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './empty-state.module.css';

export interface EmptyStateProps {
  icon: Icon;
  /** What is not there: `No files yet`. */
  title: string;
  /** Why, and what to do about it. */
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

/** In place of a list that has nothing to show. */
export function EmptyState({ icon: Picture, title, children, actions }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <div className={css.picture}>
        <Picture size={24} stroke={1.5} aria-hidden />
      </div>
      <h2 className={css.title}>{title}</h2>
      {children && <div className={css.text}>{children}</div>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}
