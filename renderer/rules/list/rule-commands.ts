// What can be done with one rule from its row; each tells how it went.
import type { RuleStatus } from '#shared/api-rules.ts';
import { call, WHO } from '../../api/engine.ts';
import { askConfirm } from '../../ui/confirm.tsx';
import { formatClock } from '../../ui/format.ts';
import { saveText } from '../../ui/save-text.ts';
import { toastError, toastSuccess } from '../../ui/toast.tsx';

async function tell(failed: string, act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (thrown) {
    toastError(thrown, failed);
    return false;
  }
}

export async function switchRule({ ruleId, name }: RuleStatus, isEnabled: boolean): Promise<void> {
  await tell(`${name} was not switched ${isEnabled ? 'on' : 'off'}`, async () => {
    await call('rule.enable', { ruleId, isEnabled, who: WHO });
  });
}

export async function pauseRule({ ruleId, name }: RuleStatus, until: number | null): Promise<void> {
  await tell(`${name} was not paused`, async () => {
    await call('rule.pause', { ruleId, until, who: WHO });
    toastSuccess(
      until === null ? `${name} is paused until resumed` : `${name} is paused until ${formatClock(until, Date.now())}`,
    );
  });
}

export async function resumeRule({ ruleId, name }: RuleStatus): Promise<void> {
  await tell(`${name} was not resumed`, async () => {
    await call('rule.resume', { ruleId, who: WHO });
    toastSuccess(`${name} is resumed`);
  });
}

/** Null: all rules. */
export async function exportRules(ruleIds: string[] | null): Promise<void> {
  await tell('Not exported', async () => {
    const { fileName, text } = await call('rule.export', { ruleIds });
    saveText(fileName, text);
    toastSuccess(`Exported to ${fileName}`, 'Passwords and tokens are not in it.');
  });
}

export async function importExport(file: File): Promise<void> {
  await tell(`${file.name} was not imported`, async () => {
    const entries = await call('rule.importExport', { text: await file.text(), who: WHO });
    const names = entries.map(({ rule }) => rule.name).join(', ');
    toastSuccess(`Imported ${names}`, 'Each waits for your approval, and for its passwords.');
  });
}

/** True: it is gone. */
export async function removeRule({ ruleId, name }: Pick<RuleStatus, 'ruleId' | 'name'>): Promise<boolean> {
  const isConfirmed = await askConfirm({
    title: `Remove the rule “${name}”?`,
    body: 'Its settings and its stored passwords are deleted. Its files stay where they are, and so does the history.',
    action: 'Remove rule',
  });
  if (!isConfirmed) return false;
  return await tell(`${name} was not removed`, async () => {
    await call('rule.remove', { ruleId, who: WHO });
    toastSuccess(`${name} is removed`);
  });
}
