import { spawn } from 'node:child_process';

/** Runs a script of a package in this Node with our own terminal; answers its exit code, 1 where a signal ended it. */
export function runNode(script: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit', env: { ...process.env, ...env } });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('error', reject);
  child.on('close', (code) => resolve(code ?? 1));
  return promise;
}
