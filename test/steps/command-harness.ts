// What the command tests share: a real step over real processes in a folder of its own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import type { Log } from '#engine/log.ts';
import { createCommandStep } from '#engine/steps/command.ts';
import type { Step, StepResult } from '#engine/steps/step.ts';
import type { JsonObject } from '#shared/json.ts';
import { CommandStep } from '#shared/step.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'wherry-command-'));
  folders.push(made);
  return made;
}

export interface RunOptions {
  settings?: Partial<CommandStep>;
  record?: JsonObject;
  /** The file's path; it need not exist. */
  path?: string;
  directory?: string;
  signal?: AbortSignal;
  kill?: AbortSignal;
  graceMs?: number;
  /** Sees each log line as it comes. */
  onLine?: (line: string) => void;
}

export const RECORD: JsonObject = {
  _id: '5ebe1af2a1b2c3d4e5f60718',
  fileName: 'acme data.csv',
  md5: '9e107d9d372bb6826bd81d3542a419d6',
  byteSize: 43,
};

/** Runs one command as a rule would; `s3cret` stands for a secret that redaction knows. */
export async function runCommand(
  template: string,
  options: RunOptions = {},
): Promise<StepResult & { lines: string[] }> {
  const { settings = {}, record = RECORD, graceMs, signal = new AbortController().signal, kill, onLine } = options;
  const directory = options.directory ?? folder();
  const lines: string[] = [];
  const print = (line: string): void => {
    lines.push(line);
    onLine?.(line);
  };
  const log: Log = { debug: print, info: print, warn: print, error: print, about: () => log };
  const step = makeStep(template, settings, graceMs);
  const path = options.path ?? join(directory, 'acme data.csv');
  const file = { id: 7, externalId: '5ebe1af2a1b2c3d4e5f60718', path, record };
  const result = await step.run(file, { log, signal, directory, ...(kill === undefined ? {} : { kill }) });
  return { ...result, lines };
}

export function previewCommand(template: string): string {
  return makeStep(template, {}).preview({ id: 7, externalId: 'x', path: '/data/acme data.csv', record: RECORD });
}

function makeStep(template: string, settings: Partial<CommandStep>, graceMs?: number): Step {
  return createCommandStep(
    CommandStep.parse({ kind: 'command', name: 'command_1', template, mode: 'shell', timeoutMs: null, ...settings }),
    {
      clock: systemClock,
      redact: (text) => text.replaceAll('s3cret', '[redacted]'),
      rule: 'orders',
      ...(graceMs === undefined ? {} : { graceMs }),
    },
  );
}

/** Whether it runs. One that has ended but was not yet reaped by the system's init process does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false; // ESRCH or ENOENT: there is no such process
  }
}
