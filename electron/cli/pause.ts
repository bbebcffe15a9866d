// `wherry pause` and `wherry resume`: a rule is left alone for a while. A running engine notices within seconds.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ruleIdOf } from '#engine/config/rule-id.ts';
import { WherryError } from '#engine/errors.ts';
import { formatTime } from './format.ts';
import { openState, type StateOptions } from './state.ts';

export interface PauseOptions extends StateOptions {
  /** Epoch ms. */
  until?: number;
  /** Ms from now. */
  for?: number;
}

export async function pause(options: PauseOptions): Promise<number> {
  const until = endOf(options);
  const { ruleId, who } = ruleOf(options);
  const state = openState(options);
  try {
    await state.call('rule.pause', { ruleId, until, who });
    const end = until === null ? 'until "wherry resume"' : `until ${formatTime(until)}`;
    process.stdout.write(`paused ${end}; "wherry --once" still runs it\n`);
    return 0;
  } finally {
    await state.close();
  }
}

export async function resume(options: StateOptions): Promise<number> {
  const { ruleId, who } = ruleOf(options);
  const state = openState(options);
  try {
    const { wasPaused } = await state.call('rule.resume', { ruleId, who });
    process.stdout.write(wasPaused ? 'goes on by its schedule\n' : 'was not paused\n');
    return 0;
  } finally {
    await state.close();
  }
}

/** The file must be there: a path that was mistyped would pause a rule that does not exist, and say nothing. */
function ruleOf({ config }: StateOptions): { ruleId: string; who: string } {
  const configPath = path.resolve(config);
  if (!fs.existsSync(configPath)) {
    const hint = 'Name it with --config PATH.';
    throw new WherryError('no-config', `there is no settings file ${configPath}`, { kind: 'config', hint });
  }
  return { ruleId: ruleIdOf(configPath), who: `${os.userInfo().username}@${os.hostname()}` };
}

function endOf({ until, for: forMs }: PauseOptions): number | null {
  if (until !== undefined && forMs !== undefined) {
    throw new WherryError('usage', '--until and --for say the same thing: one of them is enough', { kind: 'config' });
  }
  const end = forMs === undefined ? (until ?? null) : Date.now() + forMs;
  if (end === null || end > Date.now()) return end;
  throw new WherryError('usage', `${formatTime(end)} is over already`, { kind: 'config' });
}
