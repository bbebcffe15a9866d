import { Modal } from '@mantine/core';
import { useCall } from '../../api/use-call.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { ApprovalPanel } from './approval-panel.tsx';

/** The commands of a rule that waits for approval. Null: closed. */
export function ReviewDialog({ ruleId, onClose }: { ruleId: string | null; onClose: () => void }) {
  const entry = useCall('rule.get', ruleId === null ? null : { ruleId });
  return (
    <Modal
      opened={ruleId !== null}
      onClose={onClose}
      title={entry.value ? `Approve “${entry.value.rule.name}”` : 'Approve'}
      size={760}
    >
      {entry.error && <ErrorPanel error={entry.error} title="The rule cannot be shown" onRetry={entry.reload} />}
      {!entry.error && !entry.value && <RowSkeletons count={4} />}
      {!entry.error && entry.value && <ApprovalPanel entry={entry.value} onDone={onClose} />}
    </Modal>
  );
}
