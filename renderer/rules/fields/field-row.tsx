import { type ReactNode, useId } from 'react';
import type { RuleIssue } from '#shared/api-rules.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { useIssuesAt, useIsUntouched } from '../draft/draft-context.tsx';
import { issueSentence } from '../draft/issue-sentence.ts';
import type { IssuePath, RulePath } from '../draft/rule-path.ts';
import css from './field-row.module.css';

export interface FieldRowProps {
  path: RulePath;
  title: string;
  /** One sentence. */
  description?: ReactNode;
  place?: 'beside' | 'below';
}

interface FieldFrameProps extends FieldRowProps {
  /** Another place whose issues are shown here: that of the secret which the field holds. */
  alsoAt?: IssuePath;
  /** The control tells of them itself, in more detail. */
  hidesIssues?: boolean;
  children: (control: FieldControl) => ReactNode;
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
  alsoAt = path,
  hidesIssues = false,
  children,
}: FieldFrameProps) {
  const id = useId();
  const own = useIssuesAt(path);
  const others = useIssuesAt(alsoAt);
  const isUntouched = useIsUntouched(path);
  const issues = isUntouched ? [] : alsoAt === path ? own : [...own, ...others];
  const isWrong = issues.some(({ severity }) => severity === 'error');
  return (
    <SettingRow
      title={title}
      description={description}
      htmlFor={id}
      place={place}
      error={issues.length > 0 && !hidesIssues && <IssueLines issues={issues} title={title} />}
    >
      {children({ id, isWrong })}
    </SettingRow>
  );
}

/** Message and hint of each. */
export function IssueLines({ issues, title }: { issues: readonly RuleIssue[]; title: string }) {
  return issues.map(({ severity, path, message, hint }) => (
    <span key={`${path.join('.')} ${message}`} className={css.issue} data-severity={severity}>
      {severity === 'warning' && 'Warning: '}
      {issueSentence(title, message)}
      {hint && <span className={css.hint}> {hint}</span>}
    </span>
  ));
}
