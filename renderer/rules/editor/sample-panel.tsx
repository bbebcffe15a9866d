import { Button } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatPlural } from '../../ui/format.ts';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { PreviewList } from '../list/preview-list.tsx';
import css from './check-panel.module.css';

const SHOWN = 20;

/** What the filter finds now. Asked for once by a person; then it follows the filter. */
export function SamplePanel() {
  const { sample } = useEditing();
  const limit = useDraft(({ rule }) => ('query' in rule.source ? rule.source.query.limit : Infinity));
  const { files, isLoading, error } = sample;
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <Button
          variant="default"
          loading={isLoading}
          leftSection={<IconListSearch size={16} aria-hidden />}
          onClick={() => void sample.ask()}
        >
          {files ? 'Look again' : 'Show what matches'}
        </Button>
        <span className={css.dim} aria-live="polite">
          {files
            ? countInWords(files.length, limit)
            : 'Asks the source; from then on the list follows what is set here.'}
        </span>
      </div>
      {error && <ErrorPanel error={error} title="The source did not answer" onRetry={() => void sample.ask()} />}
      {!error && isLoading && !files && <RowSkeletons count={3} />}
      {!error && files && files.length > 0 && <PreviewList files={files.slice(0, SHOWN)} showsCommands={false} />}
      {files && files.length > SHOWN && <p className={css.dim}>The first {SHOWN} are shown.</p>}
    </div>
  );
}

function countInWords(count: number, limit: number): string {
  if (count === 0) return 'Nothing matches now.';
  if (count >= limit) return `${formatPlural(count, 'file')} or more: as many as one run takes.`;
  return `${formatPlural(count, 'file matches', 'files match')}.`;
}
