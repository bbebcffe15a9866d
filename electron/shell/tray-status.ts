// The state of all rules in one line: the tray's tooltip and first item. Pure.
import type { RuleStatus } from '#shared/api-rules.ts';
import type { TrayFacts } from './tray-view.ts';

/** Without a capital at its beginning. */
export function statusInWords({ rules, attention, unreachable, now }: TrayFacts): string {
  const files = attention === 0 ? '' : `, ${countOf(attention, 'file needs', 'files need')} you`;
  const running = rules.filter(({ isRunning }) => isRunning);
  if (running.length > 0) return `running ${listed(running)}${files}`;
  const blocked = rules.filter(needsPerson);
  const waiting = blocked.length === 0 ? files : `${files}, ${countOf(blocked.length, 'rule needs', 'rules need')} you`;
  if (rules.length === 0) return 'no rules yet';
  const runnable = rules.filter(isRunnable);
  const away = runnable.filter(({ ruleId }) => unreachable.has(ruleId));
  if (away.length > 0) return `no connection for ${listed(away)}${waiting}`;
  if (runnable.length === 0) return `no rule is switched on${waiting}`;
  if (runnable.every(({ pause }) => pause !== null)) return `${pausedInWords(runnable, now)}${waiting}`;
  const next = Math.min(...runnable.map(({ nextRunAt }) => nextRunAt ?? Infinity));
  return `idle${next === Infinity ? '' : `, next run ${inWords(next - now)}`}${waiting}`;
}

/** Its schedule is followed, or would be but for a pause. */
export function isRunnable({ isEnabled, isApproved, problem }: RuleStatus): boolean {
  return isEnabled && isApproved && problem === null;
}

/** Switched on, but it cannot work before a person has done something. */
export function needsPerson({ isEnabled, isApproved, problem }: RuleStatus): boolean {
  return isEnabled && (!isApproved || problem !== null);
}

function pausedInWords(rules: readonly RuleStatus[], now: number): string {
  const first = Math.min(...rules.map(({ pause }) => pause?.until ?? Infinity));
  return first === Infinity ? 'paused until it is resumed' : `paused, goes on ${inWords(first - now)}`;
}

function listed(rules: readonly RuleStatus[]): string {
  return rules.length === 1 ? rules[0]!.name : `${rules.length} rules`;
}

function countOf(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** `in 40 s`, `in 4 min`, `in 3 h`, `in 2 days` */
function inWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `in ${seconds} s`;
  if (seconds < 3_570) return `in ${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `in ${Math.round(seconds / 3_600)} h`;
  return `in ${Math.round(seconds / 86_400)} days`;
}
