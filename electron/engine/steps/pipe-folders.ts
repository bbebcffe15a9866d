// The folders of named pipes in the temporary folder. Each is there as long as a process that has run a command, which
// removes it at its end; a SIGKILL leaves it behind, so those of dead processes are removed before the first command.
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The process that made it is in the name. */
const NAME = /^wherry-pipes-(\d{1,10})-\w{6}$/;
/** Processes of other containers, which cannot be seen, may use the same temporary folder. In the file system's time. */
const LEFT_BEHIND_MS = 60_000;

export function makePipeFolder(directory: string): Promise<string> {
  return mkdtemp(join(directory, `wherry-pipes-${process.pid}-`));
}

/** Only our own ones, whose process is dead. Never throws: what stays does no harm. */
export async function removeDeadPipeFolders(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  await Promise.all(names.filter((name) => isDead(name)).map((name) => removeOurs(join(directory, name))));
}

function isDead(name: string): boolean {
  const pid = Number(NAME.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

async function removeOurs(folder: string): Promise<void> {
  try {
    const found = await lstat(folder);
    const isOurs = found.isDirectory() && found.uid === process.getuid?.();
    if (isOurs && Date.now() - found.mtimeMs > LEFT_BEHIND_MS) await rm(folder, { recursive: true });
  } catch {
    // Somebody else has removed it meanwhile, or it cannot be removed.
  }
}
