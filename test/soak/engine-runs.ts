// Starts the engine process, kills it, ends it; collects what it says of itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { Sample } from './soak-settings.ts';

const ENGINE = fileURLToPath(new URL('engine-process.ts', import.meta.url));
/** It ends by itself within this time after SIGTERM, commands under way included. */
const END_MS = 30_000;

export interface EngineRun {
  samples: Sample[];
  /** What it wrote to standard error, and how it ended where that was not asked for. */
  complaints(): string;
  hasEnded(): boolean;
  kill(): Promise<void>;
  /** True where it ended by itself with 0: nothing kept it alive. */
  end(): Promise<boolean>;
}

export function startEngine(settingsFile: string): EngineRun {
  const child: ChildProcess = spawn(process.execPath, [ENGINE, settingsFile], { stdio: ['ignore', 'pipe', 'pipe'] });
  const samples: Sample[] = [];
  let stderr = '';
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (line.endsWith('}')) samples.push(Sample.parse(JSON.parse(line)));
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  return {
    samples,
    complaints: () => stderr.trim(),
    hasEnded,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async end() {
      child.kill('SIGTERM');
      const late = new AbortController();
      const inTime = await Promise.race([
        ended.then(() => true),
        delay(END_MS, false, { signal: late.signal }).catch(() => false),
      ]);
      late.abort();
      if (!inTime) child.kill('SIGKILL');
      await ended;
      return inTime && child.exitCode === 0;
    },
  };
}
