import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** `npm test` at a desk names a bundled one. */
export const WHERRY = process.env['WHERRY_CLI'] ?? fileURLToPath(new URL('../../electron/wherry.mjs', import.meta.url));

export interface Ended {
  /** Null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface WherryOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
}

/** The command line as an operator starts it. */
export async function wherry(args: string[], options: WherryOptions = {}): Promise<Ended> {
  return await startWherry(args, options).ended;
}

export function startWherry(
  args: string[],
  { cwd, env, input = '' }: WherryOptions = {},
): { child: ChildProcess; ended: Promise<Ended>; output(): string } {
  return startNode(WHERRY, args, { cwd, env, input });
}

/** A process of this Node with its output collected. */
export function startNode(
  script: string,
  args: string[],
  { cwd, env, input }: { [K in keyof WherryOptions]: WherryOptions[K] | undefined },
): { child: ChildProcess; ended: Promise<Ended>; output(): string } {
  const child = spawn(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(input);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended, output: () => stdout + stderr };
}
