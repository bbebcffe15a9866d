// A started process: the errors of starting it are translated here and only here; its end is data.
import { existsSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { WherryError } from '../errors.ts';
import type { SpawnPlan } from './spawn-plan.ts';
import { startProcess } from './start-process.ts';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  pid: number;
  /** It has ended; its output may still be held open by others. */
  exit: Promise<Exit>;
  /** Of both streams together. */
  receivedBytes(): number;
  /** All of its output has arrived. */
  closed: Promise<unknown>;
  /** Stops listening to output that descendants hold open. */
  abandonOutput(): void;
}

export interface ChildOptions {
  directory: string;
  env: NodeJS.ProcessEnv;
  stdout: (chunk: Buffer) => void;
  stderr: (chunk: Buffer) => void;
}

/**
 * Resolves when it runs. Its standard input is empty; it leads a process group of its own, see process-tree.ts.
 * Throws `no-directory` (config), `no-such-program`, `not-executable`, `command-too-long` (permanent) and `spawn-failed` (transient).
 */
export async function startChild(plan: SpawnPlan, options: ChildOptions): Promise<Child> {
  if (!existsSync(options.directory)) {
    throw new WherryError('no-directory', `the working directory ${options.directory} does not exist`, {
      kind: 'config',
      hint: 'Create it, or set another target directory.',
    });
  }
  const { pid, exit, outputs } = await startProcess(plan, options).catch((error: unknown) => {
    throw spawnError(plan.program, error);
  });
  let receivedBytes = 0;
  const receivers = [options.stdout, options.stderr];
  for (const [index, output] of outputs.entries()) {
    output.on('data', (chunk: Buffer) => {
      receivedBytes += chunk.length;
      receivers[index]?.(chunk);
    });
  }
  return {
    pid,
    exit,
    receivedBytes: () => receivedBytes,
    closed: Promise.allSettled(outputs.map((output) => finished(output))),
    abandonOutput() {
      for (const output of outputs) output.destroy();
    },
  };
}

function spawnError(program: string, cause: unknown): WherryError {
  if (cause instanceof WherryError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
      return new WherryError('no-such-program', `there is no program ${JSON.stringify(program)}`, {
        kind: 'permanent',
        hint: 'Write its whole path in the template, or add its folder to PATH. Windows: write the ending too (.exe, .cmd).',
        cause,
      });
    case 'EACCES':
    case 'ENOEXEC':
      return new WherryError('not-executable', `${JSON.stringify(program)} can't be executed (${code})`, {
        kind: 'permanent',
        hint: 'Make it executable (chmod +x) and begin it with a #! line, or name its interpreter in the template.',
        cause,
      });
    case 'E2BIG':
    case 'ENAMETOOLONG':
      return new WherryError('command-too-long', `the command line is too long for this system (${code})`, {
        kind: 'permanent',
        hint: 'Pass single fields of the record instead of the whole record.',
        cause,
      });
    default:
      return new WherryError('spawn-failed', `${JSON.stringify(program)} could not be started (${code})`, {
        kind: 'transient',
        hint: 'The system may be short of processes, memory or open files.',
        cause,
      });
  }
}
