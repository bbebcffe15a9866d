// The columns of the table of runs.
import type { Run } from '#shared/run.ts';
import { RuleName } from '../files/rule-name.tsx';
import { Duration } from '../ui/duration.tsx';
import { formatCount } from '../ui/format.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { Column } from '../ui/row-source.ts';
import { RunBadge } from '../ui/run-badge.tsx';
import css from './run-columns.module.css';
import { RunNow } from './run-now.tsx';

export const RUN_COLUMNS: readonly Column<Run>[] = [
  { id: 'rule', title: 'Rule', width: 140, grow: 1, isFixed: true, cell: (run) => <RuleName ruleId={run.ruleId} /> },
  { id: 'state', title: 'State', width: 132, isFixed: true, cell: (run) => <RunBadge state={run.state} /> },
  { id: 'started', title: 'Started', width: 112, cell: (run) => <RelativeTime at={run.startedAt} /> },
  { id: 'took', title: 'Took', width: 96, align: 'end', cell: (run) => <RunTook run={run} /> },
  countColumn('listed', 'Listed'),
  countColumn('succeeded', 'Succeeded'),
  countColumn('failed', 'Failed'),
  countColumn('waiting', 'Waiting'),
  { id: 'why', title: 'Details', width: 200, grow: 3, cell: (run) => <RunWhy run={run} /> },
];

function countColumn(id: 'listed' | 'succeeded' | 'failed' | 'waiting', title: string): Column<Run> {
  return {
    id,
    title,
    width: id === 'succeeded' ? 96 : 76,
    align: 'end',
    cell: (run) => (
      <span data-none={run[id] === 0 || undefined} className={css.count}>
        {countText(run, id)}
      </span>
    ),
  };
}

/** What a run under way has done is known at its end. */
function countText(run: Run, id: 'listed' | 'succeeded' | 'failed' | 'waiting'): string {
  return run.state === 'running' ? '–' : formatCount(run[id]);
}

/** One that was interrupted has no known end. */
function RunTook({ run }: { run: Run }) {
  if (run.endedAt === null && run.state !== 'running') return <span>–</span>;
  return <Duration from={run.startedAt} to={run.endedAt} />;
}

function RunWhy({ run }: { run: Run }) {
  if (run.state === 'running') return <RunNow ruleId={run.ruleId} />;
  const text = run.error ?? run.warning;
  if (text === null) return null;
  return (
    <span className={css.why} title={text} data-failed={run.error !== null || undefined}>
      {text}
    </span>
  );
}
