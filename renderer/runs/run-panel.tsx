import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Run } from '#shared/run.ts';
import { linkTo } from '../app/router.ts';
import facts from '../files/file-facts.module.css';
import { useRuleName } from '../files/rule-name.tsx';
import { Banner } from '../ui/banner.tsx';
import { Duration } from '../ui/duration.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { formatCount, formatExact } from '../ui/format.ts';
import { RunBadge } from '../ui/run-badge.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { errorOfRun } from './run-errors.ts';
import { RUN_MEANS } from './run-words.ts';

interface RunPanelProps {
  /** Null: closed. */
  run: Run | null;
  onClose: () => void;
}

/** A run in full: how it ended, its error and what to do about it. */
export function RunPanel({ run, onClose }: RunPanelProps) {
  return (
    <SidePanel
      isOpen={run !== null}
      onClose={onClose}
      title={run ? <RunTitle run={run} /> : 'Run'}
      subtitle={run && <RunBadge state={run.state} />}
      actions={
        run && (
          <>
            <Button component="a" variant="default" href={linkTo('rules', [run.ruleId])}>
              Open rule
            </Button>
            <Button component="a" variant="default" href={linkTo('files', [], { rule: run.ruleId })}>
              Its files
            </Button>
          </>
        )
      }
    >
      {run && <RunDetails run={run} />}
    </SidePanel>
  );
}

function RunTitle({ run }: { run: Run }) {
  const name = useRuleName(run.ruleId);
  return (
    <>
      {name}, run {formatCount(run.id)}
    </>
  );
}

function RunDetails({ run }: { run: Run }) {
  const error = errorOfRun(run.id);
  return (
    <>
      <p>{RUN_MEANS[run.state]}</p>
      {run.error !== null && (
        <ErrorPanel
          title="Why it failed"
          error={
            error ?? {
              code: 'run-failed',
              message: run.error,
              kind: 'permanent',
              hint: 'Open the rule and choose Test connection: it says which part does not work, and why.',
            }
          }
        />
      )}
      {run.warning !== null && (
        <Banner tone="warning" icon={IconAlertTriangle} title="Besides">
          {run.warning}
        </Banner>
      )}
      <dl className={facts.facts}>
        {rowsOf(run).map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}

function rowsOf(run: Run): [string, React.ReactNode][] {
  const { state, startedAt, endedAt, listed, succeeded, failed, waiting } = run;
  const times: [string, React.ReactNode][] = [
    ['Started', formatExact(startedAt)],
    ['Ended', endedAt === null ? (state === 'running' ? 'not yet' : 'not known') : formatExact(endedAt)],
  ];
  if (endedAt !== null) times.push(['Took', <Duration key="took" from={startedAt} to={endedAt} />]);
  if (state === 'running') return times;
  return [
    ...times,
    ['Listed by the source', formatCount(listed)],
    ['Succeeded', formatCount(succeeded)],
    ['Failed', formatCount(failed)],
    ['Waiting for another try', formatCount(waiting)],
  ];
}
