// What can be done with all rules at once, from the sidebar and the palette.
import type { CallOutput } from '#shared/api.ts';
import { call, WHO } from '../api/engine.ts';
import { formatClock } from '../ui/format.ts';
import { toastError, toastSuccess } from '../ui/toast.tsx';

type Rules = CallOutput<'rule.list'>;
type Rule = Rules[number];

/** Asks for the run and does not wait for its end; whoever wants to see it looks at Runs. What is refused is told. */
export async function runRule(rule: Pick<Rule, 'ruleId' | 'name'>): Promise<void> {
  toastSuccess(`${rule.name} runs`);
  try {
    const { error } = await call('rule.run', { ruleId: rule.ruleId });
    if (error) toastError(error, rule.name);
  } catch (thrown) {
    toastError(thrown, rule.name);
  }
}

export async function runAll(rules: Rules): Promise<void> {
  const due = rules.filter((rule) => rule.isEnabled && rule.isApproved && !rule.isRunning && !rule.problem);
  if (due.length === 0) {
    toastSuccess('Nothing to run', 'All rules are running, switched off or not ready.');
    return;
  }
  await Promise.all(due.map(runRule));
}

export async function pauseAll(rules: Rules, until: number | null): Promise<void> {
  const enabled = rules.filter((rule) => rule.isEnabled);
  const asked = enabled.map((rule) => call('rule.pause', { ruleId: rule.ruleId, until, who: WHO }));
  await tell(asked, until === null ? 'Paused until resumed' : `Paused until ${formatClock(until, Date.now())}`);
}

export async function resumeAll(rules: Rules): Promise<void> {
  const paused = rules.filter((rule) => rule.pause);
  await tell(
    paused.map((rule) => call('rule.resume', { ruleId: rule.ruleId, who: WHO })),
    'Resumed',
  );
}

async function tell(asked: readonly Promise<unknown>[], done: string): Promise<void> {
  try {
    await Promise.all(asked);
    toastSuccess(done);
  } catch (thrown) {
    toastError(thrown);
  }
}
