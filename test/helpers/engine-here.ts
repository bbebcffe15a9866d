// A workstation's rule in an engine of this process: what one process remembers from run to run, without starting one.
import fs from 'node:fs';
import { onTestFinished } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { importIni } from '#engine/config/import.ts';
import { createEngine, type Engine } from '#engine/engine.ts';
import { createLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import type { RunEnd } from '#engine/run.ts';
import { createStopping } from '#engine/stopping.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { Workstation } from './workstation.ts';

export interface EngineHere {
  run(): Promise<RunEnd>;
  call: Engine['dispatch'];
  /** As the first Ctrl-C. */
  stop(): void;
  /** `WARN message`, from the beginning. */
  lines: string[];
}

export function engineHere(station: Workstation): EngineHere {
  const lines: string[] = [];
  const log = createLog((level, _, message) => lines.push(`${level.toUpperCase()} ${message}`));
  const { rule, secrets } = importIni(fs.readFileSync(station.config), { path: station.config, cwd: station.folder });
  const stopping = createStopping(systemClock);
  const parts = { clock: systemClock, log, redactor: createRedactor(), stopping };
  const engine = createEngine({ dataDirectory: temporaryFolder(), ...parts });
  engine.addRule(rule, (name) => secrets[name]!);
  engine.acquire();
  onTestFinished(async () => {
    stopping.done();
    await engine.close();
  });
  return { run: () => engine.run(rule.id), call: engine.dispatch, stop: () => stopping.request(), lines };
}
