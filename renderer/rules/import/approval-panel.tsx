import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RuleEntry } from '#shared/rule-entry.ts';
import { call, WHO } from '../../api/engine.ts';
import { toastError, toastSuccess } from '../../ui/toast.tsx';
import { originInWords } from '../rule-words.ts';
import { CommandList } from './command-list.tsx';
import css from './import-dialog.module.css';

export interface ApprovalPanelProps {
  entry: RuleEntry;
  onDone: () => void;
}

/** Commands that came from elsewhere run only after a person has looked at them. */
export function ApprovalPanel({ entry, onDone }: ApprovalPanelProps) {
  const { rule } = entry;
  const [isBusy, setIsBusy] = useState(false);
  async function decide(isApproved: boolean): Promise<void> {
    setIsBusy(true);
    try {
      if (isApproved) await call('rule.approve', { ruleId: rule.id, who: WHO });
      await call('rule.enable', { ruleId: rule.id, isEnabled: isApproved, who: WHO });
      if (isApproved) toastSuccess(`${rule.name} is approved and on`);
      onDone();
    } catch (thrown) {
      toastError(thrown, isApproved ? 'Not approved' : 'Not switched off');
      setIsBusy(false);
    }
  }
  return (
    <div className={css.view}>
      <p className={css.lead}>
        {originInWords(entry.origin)}. These commands would run on this computer with your rights, on every file that
        comes. Approve them only if you know what they do.
      </p>
      <CommandList steps={rule.steps} />
      <div className={css.actions}>
        <Button variant="default" disabled={isBusy} onClick={() => void decide(false)}>
          Leave it off
        </Button>
        <Button loading={isBusy} onClick={() => void decide(true)}>
          Approve and switch on
        </Button>
      </div>
    </div>
  );
}
