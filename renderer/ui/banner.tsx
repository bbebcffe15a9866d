import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './banner.module.css';

export interface BannerProps {
  tone: 'info' | 'warning' | 'danger' | 'success';
  icon: Icon;
  title: ReactNode;
  /** Why, and what to do. */
  children?: ReactNode;
  /** A button. */
  action?: ReactNode;
}

/** Something that holds for what is below it, and stays until it does not hold any more. */
export function Banner({ tone, icon: Picture, title, children, action }: BannerProps) {
  return (
    <div className={css.banner} data-tone={tone} role="status">
      <Picture className={css.icon} size={20} aria-hidden />
      <div className={css.words}>
        <p className={css.title}>{title}</p>
        {children && <div className={css.text}>{children}</div>}
      </div>
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}
