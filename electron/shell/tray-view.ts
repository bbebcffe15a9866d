// What the tray shows, as data: which image, which words, which menu. Pure, so that every state can be tested.
import type { RuleStatus } from '#shared/api-rules.ts';
import { isRunnable, needsPerson, statusInWords } from './tray-status.ts';

/** Each has images in resources/icons/tray. */
export type TrayState = 'idle' | 'running' | 'attention' | 'paused' | 'offline';

export type TrayAction =
  /** Null: all rules. */
  | { kind: 'run'; ruleId: string | null }
  | { kind: 'pause'; until: 'one-hour' | 'tomorrow' }
  | { kind: 'resume' }
  /** Null: what the window shows already. */
  | { kind: 'show'; route: string | null }
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

const OPEN: TrayItem = { id: 'open', label: 'Open Wherry', action: { kind: 'show', route: null } };
const LOGS: TrayItem = { id: 'logs', label: 'Open logs', action: { kind: 'open-logs' } };
const SETTINGS: TrayItem = { id: 'settings', label: 'Settings', action: { kind: 'show', route: '/settings' } };
const QUIT: TrayItem = { id: 'quit', label: 'Quit Wherry', action: { kind: 'quit' } };

/** @param facts null: the engine, another process, does not answer */
export function trayView(facts: TrayFacts | null): TrayView {
  if (facts === null) return viewOf('offline', 'no connection to the engine', [[OPEN], [QUIT]]);
  const { rules, attention, startsAtLogin } = facts;
  const runnable = rules.filter(isRunnable);
  const login: TrayItem = {
    id: 'start-at-login',
    label: 'Start at login',
    isTicked: startsAtLogin,
    action: { kind: 'start-at-login', isOn: !startsAtLogin },
  };
  return viewOf(stateOf(facts), statusInWords(facts), [
    [runItem(runnable), ...pauseItems(runnable)],
    [attentionItem(attention), OPEN, LOGS, SETTINGS],
    [login],
    [QUIT],
  ]);
}

/** While the application waits for what is under way. @param names of the files */
export function quittingView(names: readonly string[]): TrayView {
  const what = names.length > 1 ? `${names.length} files` : names[0];
  const status = what === undefined ? 'quitting' : `quitting when ${what} ${names.length > 1 ? 'are' : 'is'} done`;
  return viewOf('running', status, [[OPEN], [{ ...QUIT, label: 'Quit now …' }]]);
}

function viewOf(state: TrayState, status: string, groups: TrayItem[][]): TrayView {
  const tooltip = `Wherry: ${status}`;
  return {
    state,
    tooltip: tooltip.length > 127 ? `${tooltip.slice(0, 126)}…` : tooltip,
    groups: [[{ id: 'status', label: `${status[0]!.toUpperCase()}${status.slice(1)}`, action: null }], ...groups],
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

function attentionItem(files: number): TrayItem {
  const label = files === 0 ? 'Nothing needs you' : `Attention (${files.toLocaleString('en-US')})`;
  return { id: 'attention', label, action: { kind: 'show', route: '/attention' } };
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

/** To pause what is not paused, to resume what is: there may be both. */
function pauseItems(rules: readonly RuleStatus[]): TrayItem[] {
  const isPaused = rules.some(({ pause }) => pause !== null);
  const canPause = rules.some(({ pause }) => pause === null);
  const pause: TrayItem = { id: 'pause', label: 'Pause', action: null };
  const times: TrayItem[] = [
    { id: 'pause-hour', label: 'For 1 hour', action: { kind: 'pause', until: 'one-hour' } },
    { id: 'pause-tomorrow', label: 'Until tomorrow 08:00', action: { kind: 'pause', until: 'tomorrow' } },
  ];
  return [
    ...(canPause ? [{ ...pause, items: times }] : []),
    ...(isPaused ? [{ id: 'resume', label: 'Resume', action: { kind: 'resume' } } as const] : []),
    ...(rules.length === 0 ? [pause] : []),
  ];
}
