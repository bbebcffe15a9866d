import { linkTo } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import css from './tour.module.css';
import { useDemoFailure } from './use-demo-failure.ts';

export function DemoFailure({ ruleId }: { ruleId: string }) {
  const { files } = useDemoFailure(ruleId);
  if (files.error) return <ErrorPanel error={files.error} onRetry={files.reload} />;
  if (!files.value) return <RowSkeletons count={3} />;
  if (files.value.files.length === 0) return <NoFailure />;
  return (
    <>
      <ul className={css.files}>
        {files.value.files.map((file) => (
          <li key={file.id}>
            <div className={css.line}>
              <StateBadge state={file.state} />
              <strong>{file.name}</strong>
            </div>
            <p className={css.reason}>{file.reason}</p>
          </li>
        ))}
      </ul>
      <p className={css.more}>
        <a href={linkTo('attention')}>See them on the page Attention</a>
      </p>
    </>
  );
}

/** Of the steps that need one. */
export function NoFailure() {
  return <p className={css.lead}>Nothing has failed yet. Go back to the step “A run” and press Run now.</p>;
}
