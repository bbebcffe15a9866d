// The runs of all rules, newest first; a row opens its details beside the table.
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { Run } from '#shared/run.ts';
import type { PageProps } from '../app/pages.tsx';
import { runAll } from '../app/rule-actions.ts';
import { goTo, replaceQuery } from '../app/use-route.ts';
import { useCall } from '../api/use-call.ts';
import { RuleSelect } from '../files/rule-select.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageBody } from '../ui/page-body.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useColumns } from '../ui/use-columns.tsx';
import { VirtualTable } from '../ui/virtual-table.tsx';
import { createListRows } from './list-rows.ts';
import { RUN_COLUMNS } from './run-columns.tsx';
import { RunPanel } from './run-panel.tsx';
import css from './runs-page.module.css';

const MORE = 200;
/** The contract gives no more at once. */
const MOST = 10_000;

export function RunsPage({ route }: PageProps) {
  const ruleId = route.query['rule'] ?? null;
  const [limit, setLimit] = useState(MORE);
  const { value: runs, error, reload } = useCall('run.list', { ruleId, limit });
  const [rows] = useState(() => createListRows<Run>());
  useEffect(() => {
    if (runs) rows.set(runs);
  }, [rows, runs]);
  const { columns, menu } = useColumns('runs', RUN_COLUMNS);
  const openId = route.segments[0] ?? null;
  const opened = useMemo(() => runs?.find((run) => String(run.id) === openId) ?? null, [runs, openId]);
  const hasMore = runs !== undefined && runs.length === limit && limit < MOST;

  return (
    <>
      <PageHeader
        title="Runs"
        description="Each time that a rule asked its source and worked on what was due."
        actions={
          <>
            <RuleSelect ruleId={ruleId} onChange={(rule) => replaceQuery(route, { rule })} />
            {menu}
          </>
        }
      />
      <PageBody width="full">
        {error && <ErrorPanel error={error} title="The runs cannot be shown" onRetry={reload} />}
        <VirtualTable
          label="Runs"
          rows={rows}
          columns={columns}
          onOpen={(run) => goTo('runs', [run.id], { rule: ruleId })}
          isOpen={(run) => String(run.id) === openId}
          empty={<NoRuns />}
        />
        {hasMore && (
          <div className={css.more}>
            <Button variant="default" size="compact-sm" onClick={() => setLimit(Math.min(MOST, limit + MORE * 4))}>
              Show older runs
            </Button>
          </div>
        )}
      </PageBody>
      <RunPanel run={opened} onClose={() => goTo('runs', [], { rule: ruleId })} />
    </>
  );
}

function NoRuns() {
  const rules = useCall('rule.list', {}).value;
  return (
    <EmptyState
      icon={IconHistory}
      title="No runs yet"
      actions={rules && rules.length > 0 && <Button onClick={() => void runAll(rules)}>Run now</Button>}
    >
      A run is listed here from the moment that it begins: by the schedule of its rule, or when you choose Run now.
    </EmptyState>
  );
}
