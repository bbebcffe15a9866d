import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { FileState } from '#shared/file.ts';
import { useCall } from '../../api/use-call.ts';
import { linkTo } from '../../app/router.ts';
import { runRule } from '../../app/rule-actions.ts';
import { RunBadge } from '../../ui/run-badge.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { countsInWords } from '../../rules/rule-words.ts';
import css from './tour.module.css';

const SHOWN: readonly FileState[] = ['ready', 'active', 'waiting', 'done', 'failed', 'skipped'];

/** The run, and the files moving from state to state while it is under way. */
export function DemoRun({ ruleId }: { ruleId: string }) {
  const rule = useCall('rule.list', {}).value?.find((one) => one.ruleId === ruleId);
  const counts = useCall('file.counts', { ruleId }).value;
  if (!rule) return null;
  return (
    <>
      <div className={css.line}>
        <Button
          loading={rule.isRunning}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => void runRule(rule)}
        >
          Run now
        </Button>
        {rule.lastRun && (
          <span className={css.line} aria-live="polite">
            <RunBadge state={rule.lastRun.state} />
            {countsInWords(rule.lastRun)}
          </span>
        )}
      </div>
      {counts && (
        <ul className={css.counts} aria-label="Files by state">
          {SHOWN.filter((state) => counts[state] > 0).map((state) => (
            <li key={state}>
              <StateBadge state={state} /> {counts[state]}
            </li>
          ))}
        </ul>
      )}
      <p className={css.more}>
        <a href={linkTo('files')}>Watch it on the page Files</a>
      </p>
    </>
  );
}
