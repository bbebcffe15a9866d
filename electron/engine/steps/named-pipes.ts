// Named pipes in stock, since only another program can make them and each start of one costs as much as the command's
// own: the copy of this process that a fork begins with takes ms, the more the larger it is. One is used once.
import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makePipeFolder, removeDeadPipeFolders } from './pipe-folders.ts';

/** Two for a command. */
const BATCH = 64;

let stock: string[] = [];
/** Of this process, until it ends; null: not yet, or somebody has cleaned the temporary folder. */
let folder: string | null = null;
let filling: Promise<void> | null = null;
let count = 0;

/** The path of a pipe that nobody else is given; who takes it removes it. */
export async function takeNamedPipe(): Promise<string> {
  for (;;) {
    const path = stock.pop();
    if (path !== undefined && existsSync(path)) return path;
    if (path !== undefined) [stock, folder] = [[], null];
    await (filling ??= fill().finally(() => (filling = null)));
  }
}

async function fill(): Promise<void> {
  const place = folder !== null && existsSync(folder) ? folder : await openFolder();
  const made = Array.from({ length: BATCH }, () => join(place, String(count++)));
  await promisify(execFile)('mkfifo', made);
  stock.push(...made);
}

async function openFolder(): Promise<string> {
  if (count === 0) await removeDeadPipeFolders(tmpdir());
  const made = await makePipeFolder(tmpdir());
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  folder = made;
  return made;
}
