// How the engine stands, in words: the foot of the sidebar. Pure.
import type { CallOutput } from '#shared/api.ts';
import { ATTENTION, type FileState } from '#shared/file.ts';
import type { Connection } from '../api/transport.ts';
import { formatClock, formatCount, formatIn } from '../ui/format.ts';

export interface EngineState {
  kind: 'offline' | 'running' | 'paused' | 'attention' | 'idle' | 'empty';
  text: string;
}

type Rules = CallOutput<'rule.list'>;

/** @param attention how many files need a person */
export function engineState(
  connection: Connection,
  rules: Rules | undefined,
  attention: number,
  now: number,
): EngineState {
  if (connection === 'lost' || connection === 'refused') return { kind: 'offline', text: 'Not connected' };
  if (!rules) return { kind: 'offline', text: 'Connecting' };
  const running = rules.filter((rule) => rule.isRunning);
  if (running.length === 1) return { kind: 'running', text: `Running ${running[0]?.name}` };
  if (running.length > 1) return { kind: 'running', text: `Running ${running.length} rules` };
  const enabled = rules.filter((rule) => rule.isEnabled);
  if (rules.length === 0) return { kind: 'empty', text: 'No rules yet' };
  if (enabled.length === 0) return { kind: 'paused', text: 'All rules are off' };
  if (enabled.every((rule) => rule.pause)) return { kind: 'paused', text: pausedText(enabled, now) };
  const next = Math.min(...enabled.map((rule) => rule.nextRunAt ?? Infinity));
  const then = next === Infinity ? '' : `, next run ${formatIn(next, now)}`;
  if (attention > 0) return { kind: 'attention', text: `${formatCount(attention)} need you${then}` };
  return { kind: 'idle', text: `Idle${then}` };
}

function pausedText(rules: Rules, now: number): string {
  const ends = rules.map((rule) => rule.pause?.until ?? Infinity);
  const first = Math.min(...ends);
  return first === Infinity ? 'Paused' : `Paused until ${formatClock(first, now)}`;
}

export function attentionCount(counts: Readonly<Record<FileState, number>>): number {
  let sum = 0;
  for (const state of ATTENTION) sum += counts[state];
  return sum;
}
