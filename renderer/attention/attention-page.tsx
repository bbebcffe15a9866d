// What waits for a person: files, rules, and reports that the sources have not accepted.
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { ATTENTION } from '#shared/file.ts';
import type { PageProps } from '../app/pages.tsx';
import { linkTo } from '../app/router.ts';
import { goTo } from '../app/use-route.ts';
import { useCall } from '../api/use-call.ts';
import { TimelinePanel } from '../files/timeline-panel.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { formatPlural } from '../ui/format.ts';
import { PageBody } from '../ui/page-body.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { RowSkeletons } from '../ui/page-skeleton.tsx';
import { attentionGroups } from './attention-groups.ts';
import css from './attention-page.module.css';
import { FileGroup } from './file-group.tsx';
import { OwedReports } from './owed-reports.tsx';
import { RuleTroubleCard } from './rule-trouble-card.tsx';
import { ruleTroubles } from './rule-troubles.ts';

/** More are on the page Files; nobody decides about so many one by one. */
const SHOWN_FILES = 300;

export function AttentionPage({ route }: PageProps) {
  const files = useCall('file.list', { states: [...ATTENTION], limit: SHOWN_FILES, offset: 0 });
  const open = useCall('file.list', {
    states: ['waiting', 'done'],
    sort: { by: 'updated', descending: true },
    limit: SHOWN_FILES,
    offset: 0,
  });
  const rules = useCall('rule.list', {});
  const groups = useMemo(() => attentionGroups(files.value?.files ?? []), [files.value]);
  const troubles = useMemo(() => ruleTroubles(rules.value ?? []), [rules.value]);
  const owed = useMemo(() => open.value?.files.filter(({ unreported }) => unreported !== null) ?? [], [open.value]);
  const error = files.error ?? rules.error ?? open.error;
  const isKnown = files.value && rules.value && open.value;
  const left = (files.value?.total ?? 0) - (files.value?.files.length ?? 0);

  return (
    <>
      <PageHeader title="Attention" description="What Wherry cannot decide alone, and what to do about it." />
      <PageBody>
        {error && <ErrorPanel error={error} title="This list may be old" onRetry={files.reload} />}
        {!isKnown && !error && <RowSkeletons count={6} />}
        {isKnown && groups.length + troubles.length + owed.length === 0 && (
          <EmptyState icon={IconCircleCheck} title="Nothing waits for you">
            Files that fail, and rules that cannot work, are listed here with what to do next.
          </EmptyState>
        )}
        {troubles.length > 0 && (
          <section className={css.section} aria-labelledby="attention-rules">
            <h2 id="attention-rules" className={css.title}>
              Rules
            </h2>
            {troubles.map((trouble) => (
              <RuleTroubleCard key={trouble.ruleId} trouble={trouble} />
            ))}
          </section>
        )}
        {groups.length > 0 && (
          <section className={css.section} aria-labelledby="attention-files">
            <h2 id="attention-files" className={css.title}>
              Files
            </h2>
            {groups.map((group) => (
              <FileGroup key={group.key} group={group} onOpen={openFile} />
            ))}
            {left > 0 && (
              <p className={css.more}>
                {formatPlural(left, 'older file')} more.{' '}
                <a href={linkTo('files', [], { state: ATTENTION.join(',') })}>Show all in Files</a>
              </p>
            )}
          </section>
        )}
        {owed.length > 0 && <OwedReports files={owed} onOpen={openFile} />}
      </PageBody>
      <TimelinePanel fileId={route.segments[0] ?? null} onClose={() => goTo('attention')} />
    </>
  );
}

function openFile(fileId: number): void {
  goTo('attention', [fileId]);
}
