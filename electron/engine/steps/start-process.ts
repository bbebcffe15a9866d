// Two ways to start a program: Node's own, and on Linux that of posix-spawn.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Exit } from './child.ts';
import { closeWriteEnds, openOutputPipes } from './output-pipes.ts';
import { loadPosixSpawn } from './posix-spawn.ts';
import type { SpawnPlan } from './spawn-plan.ts';

export interface StartOptions {
  directory: string;
  /** Its PATH is ours: that is where a program's name is looked for. */
  env: NodeJS.ProcessEnv;
}

export interface Started {
  pid: number;
  exit: Promise<Exit>;
  /** Standard output and standard error. */
  outputs: Readable[];
}

let posixSpawn: ReturnType<typeof loadPosixSpawn> | null = null;

/** With an empty standard input, as leader of a process group of its own. Throws the system's errors, with their `code`. */
export async function startProcess(plan: SpawnPlan, options: StartOptions): Promise<Started> {
  const start = await (posixSpawn ??= loadPosixSpawn());
  return start === null ? startByNode(plan, options) : start(plan, options);
}

export async function startByNode(plan: SpawnPlan, { directory, env }: StartOptions): Promise<Started> {
  const pipes = await openOutputPipes();
  try {
    const child = spawn(plan.program, plan.args, {
      cwd: directory,
      env,
      stdio: ['ignore', ...(pipes?.map(({ writeEnd }) => writeEnd) ?? ['pipe' as const, 'pipe' as const])],
      detached: process.platform !== 'win32',
      windowsHide: true,
      windowsVerbatimArguments: plan.verbatim,
    });
    await once(child, 'spawn');
    return {
      pid: child.pid ?? Number.NaN, // it has one since it runs
      exit: new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal }))),
      outputs: pipes?.map(({ reader }) => reader) ?? [child.stdout, child.stderr].filter((stream) => stream !== null),
    };
  } catch (error) {
    for (const { reader } of pipes ?? []) reader.destroy();
    throw error;
  } finally {
    closeWriteEnds(pipes ?? []);
  }
}
