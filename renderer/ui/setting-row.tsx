import type { ReactNode } from 'react';
import css from './setting-row.module.css';

/** Rows under a heading: the settings page and the rule editor are lists of these. */
export function SettingGroup({ title, description, children }: SettingGroupProps) {
  return (
    <section className={css.group}>
      <h2 className={css.heading}>{title}</h2>
      {description && <p className={css.about}>{description}</p>}
      <div className={css.rows}>{children}</div>
    </section>
  );
}

export interface SettingGroupProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

export interface SettingRowProps {
  /** Names the control. */
  title: string;
  /** One sentence: what it does. */
  description?: ReactNode;
  /** The id of the control, so that the title labels it; leave it out where the control has a label of its own. */
  htmlFor?: string;
  /** `beside`: at the right (switches, short fields); `below`: over the whole width (code, lists). */
  place?: 'beside' | 'below';
  /** What is wrong with it, with what to do. */
  error?: ReactNode;
  children: ReactNode;
}

/** Title, one sentence, control. */
export function SettingRow({ title, description, htmlFor, place = 'beside', error, children }: SettingRowProps) {
  return (
    <div className={css.row} data-place={place}>
      <div className={css.words}>
        {htmlFor ? (
          <label className={css.title} htmlFor={htmlFor}>
            {title}
          </label>
        ) : (
          <span className={css.title}>{title}</span>
        )}
        {description && <p className={css.description}>{description}</p>}
      </div>
      <div className={css.control}>
        {children}
        {error && (
          <p className={css.error} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
