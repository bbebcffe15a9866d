import { type ReactNode, useId } from 'react';
import type { RuleIssue } from '#shared/api-rules.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { useIssuesAt } from '../draft/draft-context.tsx';
import type { RulePath } from '../draft/rule-path.ts';
import css from './field-row.module.css';

export interface FieldRowProps {
  path: RulePath;
  title: string;
  /** One sentence. */
  description?: ReactNode;
  place?: 'beside' | 'below';
}

export interface FieldControl {
  id: string;
  /** `aria-invalid` of the control. */
  isWrong: boolean;
}

/** A row for one place of the rule, with what is wrong there. */
export function FieldRow({
  path,
  title,
  description,
  place = 'beside',
  children,
}: FieldRowProps & { children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const issues = useIssuesAt(path);
  const isWrong = issues.some(({ severity }) => severity === 'error');
  return (
    <SettingRow
      title={title}
      description={description}
      htmlFor={id}
      place={place}
      error={issues.length > 0 && <IssueLines issues={issues} />}
    >
      {children({ id, isWrong })}
    </SettingRow>
  );
}

/** Message and hint of each. */
export function IssueLines({ issues }: { issues: readonly RuleIssue[] }) {
  return issues.map(({ severity, path, message, hint }) => (
    <span key={`${path.join('.')} ${message}`} className={css.issue} data-severity={severity}>
      {severity === 'warning' && 'Warning: '}
      {message}
      {hint && <span className={css.hint}> {hint}</span>}
    </span>
  ));
}
