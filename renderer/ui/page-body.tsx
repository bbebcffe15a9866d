import type { ReactNode } from 'react';
import css from './page-body.module.css';

/**
 * What is below the header. `width`: `full` for tables (fills the window, scrolls inside), `text` for lists of settings
 * (a readable column, the page scrolls).
 */
export function PageBody({ width = 'text', children }: { width?: 'full' | 'text'; children: ReactNode }) {
  return (
    <div className={css.body} data-width={width}>
      {children}
    </div>
  );
}
