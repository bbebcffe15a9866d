// The log as it is written, and as far back as it goes.
import { Button, Loader } from '@mantine/core';
import { IconFileText, IconFolderOpen } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { call } from '../api/engine.ts';
import { useCall } from '../api/use-call.ts';
import type { PageProps } from '../app/pages.tsx';
import { replaceQuery } from '../app/use-route.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { formatCount } from '../ui/format.ts';
import { isTyping } from '../ui/is-typing.ts';
import { PageBody } from '../ui/page-body.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { toastError } from '../ui/toast.tsx';
import { LogFilters } from './log-filters.tsx';
import { LogLines } from './log-lines.tsx';
import { isFiltered, type LogQuery, readLogQuery, writeLogQuery } from './log-query.ts';
import { linesAsText } from './log-text.ts';
import css from './logs-page.module.css';
import { useLogWindow } from './use-log-window.ts';

export function LogsPage({ route }: PageProps) {
  const query = useMemo(() => readLogQuery(route.query), [route.query]);
  const [isFollowing, setIsFollowing] = useState(true);
  const [isWrapped, setIsWrapped] = useState(false);
  const log = useLogWindow(query);
  const { lines, isReading, hasOlder, isFull, error } = log.state();
  const ruleIds = useRuleIds();
  useEndKey(setIsFollowing);

  const change = useCallback(
    (part: Partial<LogQuery>) => {
      setIsFollowing(true);
      replaceQuery(route, writeLogQuery({ ...query, ...part }));
    },
    [route, query],
  );

  return (
    <>
      <PageHeader
        title="Logs"
        description="What Wherry does, line by line. Passwords and tokens are taken out."
        actions={
          <>
            <CopyButton label="Copy lines" text={() => linesAsText(lines ?? [])} />
            <OpenFolder />
          </>
        }
      >
        <LogFilters
          query={query}
          ruleNames={useMemo(() => [...ruleIds.keys()], [ruleIds])}
          onChange={change}
          isWrapped={isWrapped}
          onWrap={setIsWrapped}
          isFollowing={isFollowing}
          onFollow={setIsFollowing}
        />
      </PageHeader>
      <PageBody width="full">
        {error && (
          <div className={css.error}>
            <ErrorPanel error={error} title="The log cannot be read" onRetry={() => void log.tryAgain()} />
          </div>
        )}
        {isReading && (
          <p className={css.reading} role="status">
            <Loader size={14} aria-hidden /> {isFiltered(query) ? 'Searching older lines…' : 'Reading older lines…'}
          </p>
        )}
        {isFull && !isFollowing && (
          <p className={css.full}>
            Only the newest {formatCount(lines?.length ?? 0)} lines are held. Narrow the search to see older ones.
          </p>
        )}
        {lines?.length === 0 && !hasOlder ? (
          <NoLines isFiltered={isFiltered(query)} onClear={() => change(readLogQuery({}))} />
        ) : (
          lines && (
            <LogLines
              log={log}
              lines={lines}
              ruleIds={ruleIds}
              isWrapped={isWrapped}
              isFollowing={isFollowing}
              onFollow={setIsFollowing}
            />
          )
        )}
      </PageBody>
    </>
  );
}

/** By name, as the log has them. */
function useRuleIds(): ReadonlyMap<string, string> {
  const rules = useCall('rule.list', {}).value;
  return useMemo(() => new Map(rules?.map(({ name, ruleId }) => [name, ruleId])), [rules]);
}

/** Wherever the focus is, End goes to the newest line and follows. */
function useEndKey(onFollow: (isFollowing: boolean) => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'End' && !isTyping(event)) onFollow(true);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onFollow]);
}

function NoLines({ isFiltered: hasFilter, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!hasFilter) {
    return (
      <EmptyState icon={IconFileText} title="The log is empty">
        Lines appear here as soon as a rule runs.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconFileText}
      title="No line matches"
      actions={
        <Button variant="default" onClick={onClear}>
          Show every line
        </Button>
      }
    >
      The whole log was searched. New lines that match appear by themselves.
    </EmptyState>
  );
}

/** Only the desktop application can open a folder. */
function OpenFolder() {
  const info = useCall('app.info', {}).value;
  if (info?.kind !== 'desktop') return null;
  return (
    <Button variant="default" leftSection={<IconFolderOpen size={16} aria-hidden />} onClick={() => void openLogs()}>
      Open folder
    </Button>
  );
}

async function openLogs(): Promise<void> {
  try {
    await call('shell.openLogs', {});
  } catch (thrown) {
    toastError(thrown, 'The folder was not opened');
  }
}
