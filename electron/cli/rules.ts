// `wherry rules`: what the application keeps.
import type { RuleStatus } from '#shared/api-rules.ts';
import type { Schedule } from '#shared/schedule.ts';
import { appDirectory } from './data-directory.ts';
import { formatTime } from './format.ts';
import { openAppState } from './state.ts';
import { printTable } from './table.ts';
import { hasAppRules } from './which-rules.ts';

export async function rules({ dataDir, json }: { dataDir?: string | undefined; json?: boolean }): Promise<number> {
  const directory = appDirectory(dataDir);
  if (!hasAppRules(directory)) {
    process.stdout.write(json === true ? '[]\n' : `No rules yet in ${directory}.\n`);
    return 0;
  }
  const state = await openAppState(directory);
  try {
    const rows = await state.call('rule.list', {});
    if (json === true) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    else if (rows.length === 0) process.stdout.write(`No rules yet in ${directory}.\n`);
    else printTable(['name', 'state', 'schedule', 'last run', 'came from', 'id'], rows.map(cells));
    return 0;
  } finally {
    await state.close();
  }
}

function cells(rule: RuleStatus): string[] {
  const { name, ruleId, schedule, lastRun, origin } = rule;
  const last = lastRun === null ? 'none yet' : `${lastRun.state}, ${formatTime(lastRun.startedAt)}`;
  const from = origin?.kind === 'ini' ? origin.name : (origin?.kind ?? '');
  return [name, standing(rule), scheduleInWords(schedule), last, from, ruleId];
}

function standing({ isEnabled, isApproved, pause }: RuleStatus): string {
  if (!isApproved) return 'waits for approval';
  if (!isEnabled) return 'off';
  if (pause === null) return 'on';
  return pause.until === null ? 'paused' : `paused until ${formatTime(pause.until)}`;
}

function scheduleInWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'interval':
      return `every ${schedule.everyMs / 1000} s`;
    case 'cron':
      return `${schedule.expression} (${schedule.timezone})`;
    case 'daily':
      return `daily at ${schedule.at} (${schedule.timezone})`;
    case 'weekly':
      return `${schedule.weekdays.join(', ')} at ${schedule.at} (${schedule.timezone})`;
    case 'named':
      return schedule.every;
  }
}
