import { useCall } from '../../api/use-call.ts';
import { linkTo } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { CommandList } from '../../rules/import/command-list.tsx';
import { placeInWords, scheduleInWords, sourceInWords } from '../../rules/rule-words.ts';
import css from './tour.module.css';

export function DemoRule({ ruleId }: { ruleId: string }) {
  const kept = useCall('rule.get', { ruleId });
  if (kept.error) return <ErrorPanel error={kept.error} onRetry={kept.reload} />;
  if (!kept.value) return <RowSkeletons count={4} />;
  const { rule } = kept.value;
  return (
    <>
      <dl className={css.facts}>
        <dt>From</dt>
        <dd>
          {sourceInWords(rule.source.kind)}, <code>{placeInWords(rule.source)}</code>
        </dd>
        <dt>To</dt>
        <dd>
          <code>{rule.targetDirectory}</code>
        </dd>
        <dt>When</dt>
        <dd>{scheduleInWords(rule.schedule)}</dd>
      </dl>
      <CommandList steps={rule.steps} />
      <p className={css.more}>
        <a href={linkTo('rules', [ruleId])}>Open it in the editor</a>
      </p>
    </>
  );
}
