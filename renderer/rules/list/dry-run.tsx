import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PreviewFile, RuleStatus } from '#shared/api-rules.ts';
import { type CallError, toCallError } from '../../api/call-error.ts';
import { call } from '../../api/engine.ts';
import { runRule } from '../../app/rule-actions.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatPlural } from '../../ui/format.ts';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { PreviewList } from './preview-list.tsx';

/** What a run would do now, beside the list; nothing is downloaded, run or told to the source. */
export function DryRun({ rule, onClose }: { rule: RuleStatus | null; onClose: () => void }) {
  return (
    <SidePanel
      isOpen={rule !== null}
      onClose={onClose}
      title={rule ? `Dry run of ${rule.name}` : ''}
      subtitle="What a run would do now. Nothing is downloaded, run or told to the source."
      width={680}
      actions={
        rule?.isEnabled && rule.isApproved && <Button onClick={() => (void runRule(rule), onClose())}>Run now</Button>
      }
    >
      {rule && <Found key={rule.ruleId} rule={rule} />}
    </SidePanel>
  );
}

/** Asked anew each time it is opened: an old preview would be worse than none. */
function Found({ rule }: { rule: RuleStatus }) {
  const [files, setFiles] = useState<readonly PreviewFile[] | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setError(null);
    call('rule.preview', { ruleId: rule.ruleId }).then(
      (found) => isCurrent && setFiles(found),
      (thrown: unknown) => isCurrent && setError(toCallError(thrown)),
    );
    return () => void (isCurrent = false);
  }, [rule.ruleId, turn]);
  if (error) {
    return <ErrorPanel error={error} title="The source did not say what is due" onRetry={() => setTurn(turn + 1)} />;
  }
  if (!files) return <RowSkeletons count={8} />;
  if (files.length === 0) {
    return (
      <EmptyState icon={IconFilterOff} title="Nothing is due">
        The source has no file now that matches the rule’s filter.
      </EmptyState>
    );
  }
  const due = files.filter(({ skip }) => skip === null).length;
  return (
    <>
      <p>
        {formatPlural(due, 'file')} would be processed
        {due < files.length && `, ${files.length - due} would be left out`}.
      </p>
      <PreviewList files={files} />
    </>
  );
}
