import { join } from 'node:path';
import { runNode } from './run-node.ts';

/** The command line that a build leaves. */
export const BUILT_CLI = join(import.meta.dirname, '../../dist/cli/wherry.mjs');

let built: Promise<number> | null = null;

/** Once in a process. @returns false where it failed, which has been printed */
export async function buildApp(): Promise<boolean> {
  built ??= runNode('node_modules/vite/bin/vite.js', ['build', '--app', '--logLevel', 'warn']);
  return (await built) === 0;
}
