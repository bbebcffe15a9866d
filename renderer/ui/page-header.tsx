import { type ReactNode, useEffect } from 'react';
import css from './page-header.module.css';

export interface PageHeaderProps {
  title: ReactNode;
  /** One line: what this page shows. */
  description?: ReactNode;
  /** Buttons at the right; the main one last. */
  actions?: ReactNode;
  /** Above the title: the way back, `<a href={linkTo('rules')}>Rules</a>`. */
  back?: ReactNode;
  /** Below: a filter bar, tabs. */
  children?: ReactNode;
}

/** The top of every page: title, one line, actions. Marks the moment at which it is there, for DevTools and specs. */
export function PageHeader({ title, description, actions, back, children }: PageHeaderProps) {
  useEffect(() => void performance.mark('page-shown', { detail: location.hash }), []);
  return (
    <header className={css.header}>
      <div className={css.line}>
        <div className={css.words}>
          {back && <div className={css.back}>{back}</div>}
          <h1 className={css.title}>{title}</h1>
          {description && <p className={css.description}>{description}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      {children}
    </header>
  );
}
