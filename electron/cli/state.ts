// The state of an INI without its settings, or of the application's rules: enough to list files and runs and to decide about one.
import fs from 'node:fs';
import path from 'node:path';
import type { CallInput, CallName, CallOutput } from '#shared/api.ts';
import type { Dispatch } from '#engine/api/dispatch.ts';
import { systemClock } from '#engine/clock.ts';
import { createEngine } from '#engine/engine.ts';
import { WherryError } from '#engine/errors.ts';
import { silentLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping } from '#engine/stopping.ts';
import { dataDirectory } from './data-directory.ts';
import { chooseRule, whichRules, type WhichOptions } from './which-rules.ts';

export type StateOptions = WhichOptions;

/** A call through the contract. @throws the error of the answer */
export type Call = <K extends CallName>(name: K, input: CallInput<K>) => Promise<CallOutput<K>>;

export interface State {
  call: Call;
  close(): Promise<void>;
}

export interface OpenedState extends State {
  /** The rule that was named; null: none was, so it is about all. */
  ruleId: string | null;
}

export async function openState(options: StateOptions): Promise<OpenedState> {
  const which = whichRules(options);
  if (which.kind === 'ini') return { ...openIniState(which.config, options.dataDir), ruleId: null };
  const state = await openAppState(which.directory);
  try {
    const { rule } = options;
    return { ...state, ruleId: rule === undefined ? null : chooseRule(await state.call('rule.list', {}), rule).ruleId };
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** Beside an application that runs, too. */
export async function openAppState(directory: string): Promise<State> {
  const { openAppHost } = await import('./app-host.ts');
  const host = await openAppHost(directory, { isReader: true, readsSecrets: false });
  return { call: callOf(host.dispatch), close: host.close };
}

function openIniState(config: string, dataDir: string | undefined): State {
  const configPath = path.resolve(config);
  const directory = dataDirectory(dataDir, configPath);
  if (!fs.existsSync(directory) && !fs.existsSync(configPath)) {
    throw new WherryError(
      'no-config',
      `there is neither the settings file ${configPath} nor the data directory ${directory}`,
      {
        kind: 'config',
        hint: 'Name the settings file with --config PATH, or the folder of its state with --data-dir PATH.',
      },
    );
  }
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const engine = createEngine({
    dataDirectory: directory,
    isReader: true,
    clock: systemClock,
    log: silentLog,
    redactor: createRedactor(),
    stopping: createStopping(systemClock),
  });
  return { call: callOf(engine.dispatch), close: engine.close };
}

export function callOf(dispatch: Dispatch, signal?: AbortSignal): Call {
  return async (name, input) => {
    const answer = await dispatch(name, input, signal);
    if (answer.ok) return answer.value;
    const { code, message, kind, hint } = answer.error;
    throw new WherryError(code, message, { kind, ...(hint === null ? {} : { hint }) });
  };
}
