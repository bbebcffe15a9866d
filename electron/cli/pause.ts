// `wherry pause` and `wherry resume`: a rule is left alone for a while. A running engine notices within seconds.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ruleIdOf } from '#engine/config/rule-id.ts';
import { WherryError } from '#engine/errors.ts';
import { formatTime } from './format.ts';
import { openAppState, openState, type State, type StateOptions } from './state.ts';
import { chooseRule, whichRules } from './which-rules.ts';

export interface PauseOptions extends StateOptions {
  /** Epoch ms. */
  until?: number;
  /** Ms from now. */
  for?: number;
}

export async function pause(options: PauseOptions): Promise<number> {
  const until = endOf(options);
  const { state, ruleId } = await openRuleState(options);
  try {
    await state.call('rule.pause', { ruleId, until, who: who() });
    const end = until === null ? 'until "wherry resume"' : `until ${formatTime(until)}`;
    process.stdout.write(`paused ${end}; "wherry --once" still runs it\n`);
    return 0;
  } finally {
    await state.close();
  }
}

export async function resume(options: StateOptions): Promise<number> {
  const { state, ruleId } = await openRuleState(options);
  try {
    const { wasPaused } = await state.call('rule.resume', { ruleId, who: who() });
    process.stdout.write(wasPaused ? 'goes on by its schedule\n' : 'was not paused\n');
    return 0;
  } finally {
    await state.close();
  }
}

async function openRuleState(options: StateOptions): Promise<{ state: State; ruleId: string }> {
  const which = whichRules(options);
  if (which.kind === 'ini') {
    const ruleId = iniRuleId(which.config);
    return { state: await openState({ ...options, config: which.config }), ruleId };
  }
  const state = await openAppState(which.directory);
  try {
    return { state, ruleId: chooseRule(await state.call('rule.list', {}), options.rule).ruleId };
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** The file must be there: a path that was mistyped would pause a rule that does not exist, and say nothing. */
function iniRuleId(config: string): string {
  const configPath = path.resolve(config);
  if (!fs.existsSync(configPath)) {
    const hint = 'Name it with --config PATH.';
    throw new WherryError('no-config', `there is no settings file ${configPath}`, { kind: 'config', hint });
  }
  return ruleIdOf(configPath);
}

function who(): string {
  return `${os.userInfo().username}@${os.hostname()}`;
}

function endOf({ until, for: forMs }: PauseOptions): number | null {
  if (until !== undefined && forMs !== undefined) {
    throw new WherryError('usage', '--until and --for say the same thing: one of them is enough', { kind: 'config' });
  }
  const end = forMs === undefined ? (until ?? null) : Date.now() + forMs;
  if (end === null || end > Date.now()) return end;
  throw new WherryError('usage', `${formatTime(end)} is over already`, { kind: 'config' });
}
