// What a command needs that works with an INI's settings: its rule, secrets, log, data directory and an engine.
import fs from 'node:fs';
import path from 'node:path';
import type { Rule } from '#shared/rule.ts';
import { systemClock } from '#engine/clock.ts';
import { importIni, type ImportedRule } from '#engine/config/import.ts';
import { IniError } from '#engine/config/ini-error.ts';
import { noteText } from '#engine/config/ini-note.ts';
import { createEngine, type Engine } from '#engine/engine.ts';
import { WherryError } from '#engine/errors.ts';
import { createLogFile, type LogLine } from '#engine/log-file.ts';
import type { Log } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping, type Stopping } from '#engine/stopping.ts';
import { dataDirectory } from './data-directory.ts';
import { callOf, type State, type StateOptions } from './state.ts';

export interface SessionOptions extends StateOptions {
  /** Wait between runs, in ms; the INI has none. */
  everyMs?: number;
}

export interface Session extends State {
  engine: Engine;
  rule: Rule;
  log: Log;
  stopping: Stopping;
}

/** @throws `settings` and others of kind config, before anything is created. */
export function openSession(options: SessionOptions, onLine: (line: LogLine) => void): Session {
  const configPath = path.resolve(options.config);
  const imported = importConfig(configPath);
  const { secrets, logging, notes } = imported;
  const { everyMs = imported.rule.schedule.everyMs } = options;
  const rule: Rule = { ...imported.rule, schedule: { kind: 'interval', everyMs } };
  const redactor = createRedactor();
  for (const secret of Object.values(secrets)) redactor.addSecret(secret);
  const directory = dataDirectory(options.dataDir, configPath);
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { level, directory: logDirectory } = logging;
  const log = createLogFile({ directory: logDirectory, name: rule.name, level, clock: systemClock, redactor, onLine });
  const ruleLog = log.about({ rule: rule.name });
  for (const note of notes) ruleLog.warn(`${path.basename(configPath)}: ${noteText(note)}`);
  const stopping = createStopping(systemClock);
  const engine = createEngine({ dataDirectory: directory, clock: systemClock, log, redactor, stopping });
  engine.addRule(rule, (name) => {
    const secret = secrets[name];
    if (secret !== undefined) return secret;
    throw new WherryError('no-secret', `the secret "${name}" is not set`, { kind: 'config' });
  });
  return {
    engine,
    rule,
    log: ruleLog,
    stopping,
    call: callOf(engine.dispatch, stopping.stop),
    async close() {
      await engine.close();
      log.close();
    },
  };
}

/** What Python could not read is told with the file's name. */
function importConfig(configPath: string): ImportedRule {
  const bytes = readConfig(configPath);
  try {
    return importIni(bytes, { path: configPath, cwd: process.cwd() });
  } catch (thrown) {
    if (!(thrown instanceof IniError)) throw thrown;
    const { code, kind, message, hint } = thrown;
    throw new WherryError(code, `${configPath}, ${message}`, {
      kind,
      ...(hint === null ? {} : { hint }),
      cause: thrown,
    });
  }
}

function readConfig(configPath: string): Uint8Array {
  try {
    return fs.readFileSync(configPath);
  } catch (cause) {
    throw new WherryError('no-config', `the settings file ${configPath} cannot be read`, {
      kind: 'config',
      hint: 'Name it with --config PATH. "npm run demo" needs no settings and shows an example.',
      cause,
    });
  }
}
