import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNode } from '../helpers/wherry.ts';
import type { Workstation } from '../helpers/workstation.ts';
import type { Plan } from './plan.ts';

const KILLED_RUN = fileURLToPath(new URL('killed-run.ts', import.meta.url));

/** As the `wherry` command does it by itself: without it most of a start is compiling. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'node-compile-cache') };

export function killedRun({ config, folder }: Workstation, plan: Partial<Plan>): ReturnType<typeof startNode> {
  const args = [config, path.join(folder, 'state'), JSON.stringify(plan)];
  return startNode(KILLED_RUN, args, { cwd: folder, env: COMPILE_CACHE, input: '' });
}
