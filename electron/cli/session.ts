// What a command needs that works with the settings of one INI or several: rules, secrets, logs, data directory, engine.
import fs from 'node:fs';
import path from 'node:path';
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import { systemClock } from '#engine/clock.ts';
import { importIni, type ImportedRule } from '#engine/config/import.ts';
import { noteText } from '#engine/config/ini-note.ts';
import { createEngine, type Engine } from '#engine/engine.ts';
import { WherryError } from '#engine/errors.ts';
import { createLogFile, type LogLine } from '#engine/log-file.ts';
import type { Log } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping, type Stopping } from '#engine/stopping.ts';
import { commonDataDirectory } from './data-directory.ts';
import { callOf, type State, type StateOptions } from './state.ts';

export interface SessionOptions extends StateOptions {
  config: string;
  /** Wait between runs, in ms; over what the INI says. */
  everyMs?: number | undefined;
}

export interface Session extends State {
  engine: Engine;
  rule: Rule;
  log: Log;
  stopping: Stopping;
}

/** The rules of several INI files in one engine, each with the log that its INI asks for. */
export interface RuleSet extends State {
  engine: Engine;
  rules: { rule: Rule; log: Log }[];
  stopping: Stopping;
}

/** @throws `settings` and others of kind config, before anything is created. */
export function openSession({ config, ...options }: SessionOptions, onLine: (line: LogLine) => void): Session {
  const { rules, ...set } = openRuleSet({ ...options, configs: [config] }, onLine);
  return { ...set, ...rules[0]! };
}

/** @throws `settings` and others of kind config, before anything is created. */
export function openRuleSet(
  { configs, dataDir, everyMs }: Omit<SessionOptions, 'config'> & { configs: readonly string[] },
  onLine: (line: LogLine) => void,
): RuleSet {
  const directory = commonDataDirectory(dataDir, configs);
  const imports = configs.map((config) => importConfig(path.resolve(config)));
  const redactor = createRedactor();
  for (const { secrets } of imports) for (const secret of Object.values(secrets)) redactor.addSecret(secret);
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const logs = createLogs((name, logging) => createLogFile({ ...logging, name, clock: systemClock, redactor, onLine }));
  const stopping = createStopping(systemClock);
  const engineLog = logs.of(imports[0]!);
  const engine = createEngine({ dataDirectory: directory, clock: systemClock, log: engineLog, redactor, stopping });
  const rules = imports.map((imported) => {
    const { secrets, notes, configPath } = imported;
    const rule: Rule =
      everyMs === undefined ? imported.rule : { ...imported.rule, schedule: { kind: 'interval', everyMs } };
    const log = logs.of(imported);
    const ruleLog = log.about({ rule: rule.name });
    for (const note of notes) ruleLog.warn(`${path.basename(configPath)}: ${noteText(note)}`);
    const secretOf = (name: SecretName): string => {
      const secret = secrets[name];
      if (secret !== undefined) return secret;
      throw new WherryError('no-secret', `the secret "${name}" is not set`, { kind: 'config' });
    };
    engine.addRule(rule, secretOf, { log });
    return { rule, log: ruleLog };
  });
  return {
    engine,
    rules,
    stopping,
    call: callOf(engine.dispatch, stopping.stop),
    async close() {
      await engine.close();
      logs.close();
    },
  };
}

type Imported = ImportedRule & { configPath: string };

function importConfig(configPath: string): Imported {
  return { ...importIni(readConfig(configPath), { path: configPath, cwd: process.cwd() }), configPath };
}

/** INIs of one name in one log folder write into one file: two writers would rotate it under each other. */
function createLogs(create: (name: string, logging: ImportedRule['logging']) => Log & { close(): void }) {
  const logs = new Map<string, Log & { close(): void }>();
  return {
    of({ rule, logging }: Imported): Log {
      const file = path.join(logging.directory, rule.name);
      let log = logs.get(file);
      if (log === undefined) logs.set(file, (log = create(rule.name, logging)));
      return log;
    },
    close() {
      for (const log of logs.values()) log.close();
    },
  };
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
