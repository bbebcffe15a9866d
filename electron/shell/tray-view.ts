// What the tray shows, as data: which image, which words, which menu. Pure, so that every state can be tested.
import type { RuleStatus } from '#shared/api-rules.ts';

/** Each has images in resources/icons/tray. */
export type TrayState = 'idle' | 'running' | 'attention' | 'paused' | 'offline';

export type TrayAction =
  /** Null: all rules. */
  | { kind: 'run'; ruleId: string | null }
  | { kind: 'pause'; until: 'one-hour' | 'tomorrow' }
  | { kind: 'resume' }
  | { kind: 'show'; route: string }
  | { kind: 'open-logs' }
  | { kind: 'start-at-login'; isOn: boolean }
  | { kind: 'quit' };

export interface TrayItem {
  /** Stable; tests and the menu know an item by it. */
  id: string;
  label: string;
  /** Null: it only tells. */
  action: TrayAction | null;
  /** A box that is ticked or not; left out: no box. */
  isTicked?: boolean;
  items?: TrayItem[];
}

export interface TrayFacts {
  rules: readonly RuleStatus[];
  /** Files that wait for a person. */
  attention: number;
  /** Rules whose last run could not reach its server. */
  unreachable: ReadonlySet<string>;
  startsAtLogin: boolean;
  now: number;
}

export interface TrayView {
  state: TrayState;
  /** At most 127 characters: Windows shows no more. */
  tooltip: string;
  /** Groups with a line between them. */
  groups: TrayItem[][];
}

export function trayView(facts: TrayFacts): TrayView {
  const { rules, attention, startsAtLogin } = facts;
  const runnable = rules.filter(isRunnable);
  const status = statusInWords(facts);
  return {
    state: stateOf(facts),
    tooltip: `Wherry: ${status}`.slice(0, 127),
    groups: [
      [{ id: 'status', label: status, action: null }],
      [runItem(runnable), pauseItem(runnable)],
      [
        {
          id: 'attention',
          label: attention === 0 ? 'Nothing waits for you' : `Attention (${attention.toLocaleString('en-US')})`,
          action: { kind: 'show', route: '/attention' },
        },
        { id: 'open', label: 'Open Wherry', action: { kind: 'show', route: '/files' } },
        { id: 'logs', label: 'Open logs', action: { kind: 'open-logs' } },
        { id: 'settings', label: 'Settings', action: { kind: 'show', route: '/settings' } },
      ],
      [
        {
          id: 'start-at-login',
          label: 'Start at login',
          isTicked: startsAtLogin,
          action: { kind: 'start-at-login', isOn: !startsAtLogin },
        },
      ],
      [{ id: 'quit', label: 'Quit Wherry', action: { kind: 'quit' } }],
    ],
  };
}

/** A run is short and shown first; what waits for a person stays until it is looked at. */
function stateOf({ rules, attention, unreachable }: TrayFacts): TrayState {
  if (rules.some(({ isRunning }) => isRunning)) return 'running';
  if (attention > 0 || rules.some(needsPerson)) return 'attention';
  const runnable = rules.filter(isRunnable);
  if (runnable.some(({ ruleId }) => unreachable.has(ruleId))) return 'offline';
  return runnable.length > 0 && runnable.every(({ pause }) => pause !== null) ? 'paused' : 'idle';
}

function statusInWords({ rules, attention, unreachable, now }: TrayFacts): string {
  const waiting = attention === 0 ? '' : `, ${attention} ${attention === 1 ? 'file needs' : 'files need'} you`;
  const running = rules.filter(({ isRunning }) => isRunning);
  if (running.length === 1) return `running ${running[0]!.name}${waiting}`;
  if (running.length > 1) return `running ${running.length} rules${waiting}`;
  const runnable = rules.filter(isRunnable);
  const away = runnable.filter(({ ruleId }) => unreachable.has(ruleId));
  if (away.length > 0) return `no connection for ${listed(away)}${waiting}`;
  if (rules.length === 0) return 'no rules yet';
  if (runnable.length === 0) return `no rule is switched on${waiting}`;
  if (runnable.every(({ pause }) => pause !== null)) return `${pausedInWords(runnable, now)}${waiting}`;
  const next = Math.min(...runnable.map(({ nextRunAt }) => nextRunAt ?? Infinity));
  return `idle${next === Infinity ? '' : `, next run ${inWords(next - now)}`}${waiting}`;
}

function pausedInWords(rules: readonly RuleStatus[], now: number): string {
  const ends = rules.map(({ pause }) => pause?.until ?? Infinity);
  const first = Math.min(...ends);
  return first === Infinity ? 'paused until it is resumed' : `paused, goes on ${inWords(first - now)}`;
}

function runItem(rules: readonly RuleStatus[]): TrayItem {
  const all: TrayItem = { id: 'run', label: 'Run now', action: { kind: 'run', ruleId: null } };
  if (rules.length === 0) return { ...all, action: null };
  if (rules.length === 1) return all;
  const each = rules.map(({ ruleId, name }): TrayItem => {
    return { id: `run:${ruleId}`, label: name, action: { kind: 'run', ruleId } };
  });
  return { ...all, action: null, items: [{ ...all, id: 'run-all', label: 'All rules' }, ...each] };
}

function pauseItem(rules: readonly RuleStatus[]): TrayItem {
  if (rules.some(({ pause }) => pause !== null)) return { id: 'resume', label: 'Resume', action: { kind: 'resume' } };
  return {
    id: 'pause',
    label: 'Pause',
    action: null,
    ...(rules.length === 0
      ? {}
      : {
          items: [
            { id: 'pause-hour', label: 'For one hour', action: { kind: 'pause', until: 'one-hour' } },
            { id: 'pause-tomorrow', label: 'Until tomorrow, 08:00', action: { kind: 'pause', until: 'tomorrow' } },
          ],
        }),
  };
}

/** Its schedule is followed, or would be but for a pause. */
function isRunnable({ isEnabled, isApproved, problem }: RuleStatus): boolean {
  return isEnabled && isApproved && problem === null;
}

function needsPerson({ isEnabled, isApproved, problem }: RuleStatus): boolean {
  return isEnabled && (!isApproved || problem !== null);
}

function listed(rules: readonly RuleStatus[]): string {
  return rules.length === 1 ? rules[0]!.name : `${rules.length} rules`;
}

/** `in 40 s`, `in 4 min`, `in 3 h`, `in 2 days` */
function inWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `in ${seconds} s`;
  if (seconds < 3_600) return `in ${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `in ${Math.round(seconds / 3_600)} h`;
  return `in ${Math.round(seconds / 86_400)} days`;
}
