import { useCall } from '../../api/use-call.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatPlural } from '../../ui/format.ts';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { PreviewList } from '../../rules/list/preview-list.tsx';
import css from './tour.module.css';

export function DemoPreview({ ruleId }: { ruleId: string }) {
  const preview = useCall('rule.preview', { ruleId });
  if (preview.error)
    return <ErrorPanel error={preview.error} title="The demo does not answer" onRetry={preview.reload} />;
  if (!preview.value) return <RowSkeletons count={6} />;
  const due = preview.value.filter(({ skip }) => skip === null);
  return (
    <>
      <p className={css.lead} aria-live="polite">
        {due.length === 0
          ? 'The rule has run by its schedule already, so nothing is due at the moment.'
          : `${formatPlural(due.length, 'file is due', 'files are due')}.`}
      </p>
      {preview.value.length > 0 && <PreviewList files={preview.value} />}
    </>
  );
}
