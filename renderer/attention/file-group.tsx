// Files that failed in the same way, with what to do about them: all at once, or one by one.
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useCall } from '../api/use-call.ts';
import { askFileAction } from '../files/ask-file-action.tsx';
import { isPossible, type FileActionName } from '../files/file-actions.ts';
import { stepNames } from '../files/position-name.ts';
import { RuleName } from '../files/rule-name.tsx';
import { WHAT_TO_DO } from '../files/why-here.ts';
import { formatPlural } from '../ui/format.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { groupTitle, type AttentionGroup } from './attention-groups.ts';
import css from './file-group.module.css';
import { GroupFile } from './group-file.tsx';

const SHOWN_AT_FIRST = 5;
const ACTIONS: readonly FileActionName[] = ['retry', 'done', 'skip'];
const ALL_TITLES: Readonly<Record<FileActionName, string>> = {
  retry: 'Retry all',
  skip: 'Skip all',
  done: 'Mark all done',
};

interface FileGroupProps {
  group: AttentionGroup;
  onOpen: (fileId: number) => void;
}

export function FileGroup({ group, onOpen }: FileGroupProps) {
  const { files, state, ruleId } = group;
  const { value: entry } = useCall('rule.get', { ruleId });
  const names = useMemo(() => stepNames(entry?.rule), [entry]);
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? files : files.slice(0, SHOWN_AT_FIRST);
  const title = groupTitle(group, names);
  return (
    <article className={css.group} aria-label={title}>
      <header className={css.header}>
        <div className={css.words}>
          <h3 className={css.title}>
            {title} <span className={css.count}>{formatPlural(files.length, 'file')}</span>
          </h3>
          <p className={css.rule}>
            <StateBadge state={state} />
            <RuleName ruleId={ruleId} />
          </p>
        </div>
        {files.length > 1 && (
          <div className={css.actions}>
            {ACTIONS.filter((action) => isPossible(action, state)).map((action) => (
              <Button
                key={action}
                size="compact-sm"
                variant="default"
                onClick={() => void askFileAction(action, files)}
              >
                {ALL_TITLES[action]}
              </Button>
            ))}
          </div>
        )}
      </header>
      <p className={css.advice}>{WHAT_TO_DO[state]}</p>
      <ul className={css.files}>
        {shown.map((file) => (
          <GroupFile key={file.id} file={file} onOpen={() => onOpen(file.id)} />
        ))}
      </ul>
      {files.length > SHOWN_AT_FIRST && (
        <Button className={css.all} size="compact-sm" variant="subtle" onClick={() => setIsAll(!isAll)}>
          {isAll ? 'Show fewer' : `Show all ${files.length}`}
        </Button>
      )}
    </article>
  );
}
