// `#/rules/new`, `#/rules/new?from=ID` and `#/rules/ID`: fetches what is to be edited.
import { useEffect, useState } from 'react';
import type { CallOutput } from '#shared/api.ts';
import { type CallError, toCallError } from '../../api/call-error.ts';
import { call } from '../../api/engine.ts';
import { useCall } from '../../api/use-call.ts';
import { linkTo } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { PageBody } from '../../ui/page-body.tsx';
import { EditorBody } from './editor-body.tsx';

type Entry = CallOutput<'rule.get'>;

export function EditRule({ ruleId }: { ruleId: string }) {
  const kept = useCall('rule.get', { ruleId });
  if (kept.error && !kept.value) return <NotShown error={kept.error} onRetry={kept.reload} />;
  if (!kept.value) return <PageSkeleton />;
  return <EditorBody key={ruleId} entry={kept.value} isNew={false} />;
}

/** `from`: a rule that is to be copied. */
export function NewRule({ from }: { from: string | null }) {
  const [entry, setEntry] = useState<Entry | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setError(null);
    begin(from).then(
      (made) => isCurrent && setEntry(made),
      (thrown: unknown) => isCurrent && setError(toCallError(thrown)),
    );
    return () => void (isCurrent = false);
  }, [from, turn]);
  if (error) return <NotShown error={error} onRetry={() => setTurn(turn + 1)} />;
  if (!entry) return <PageSkeleton />;
  return <EditorBody key={entry.rule.id} entry={entry} isNew />;
}

async function begin(from: string | null): Promise<Entry> {
  const made = await call('rule.new', {});
  if (from === null) return { ...made, secrets: [] };
  const { rule } = await call('rule.get', { ruleId: from });
  // Two rules that do the same at the same time are seldom meant: the copy is off until it was changed.
  return { ...made, isEnabled: false, rule: { ...rule, id: made.rule.id, name: `${rule.name} (copy)` }, secrets: [] };
}

function NotShown({ error, onRetry }: { error: CallError; onRetry: () => void }) {
  return (
    <>
      <PageHeader title="Rule" back={<a href={linkTo('rules')}>Rules</a>} />
      <PageBody>
        <ErrorPanel error={error} title="This rule cannot be shown" onRetry={onRetry} />
      </PageBody>
    </>
  );
}
