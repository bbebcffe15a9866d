// The state of an INI without its settings: enough to list files and runs and to decide about one.
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

export interface StateOptions {
  config: string;
  dataDir?: string | undefined;
}

/** A call through the contract. @throws the error of the answer */
export type Call = <K extends CallName>(name: K, input: CallInput<K>) => Promise<CallOutput<K>>;

export interface State {
  call: Call;
  close(): Promise<void>;
}

export function openState(options: StateOptions): State {
  const configPath = path.resolve(options.config);
  const directory = dataDirectory(options.dataDir, configPath);
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
