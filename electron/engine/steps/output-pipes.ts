// The pipes through which a command's output comes. Node makes socket pairs where other programs make pipes, and a
// command can't open those again: on Linux `echo oops > /dev/stderr` and `-o /dev/stdout` would fail with ENXIO under us
// alone. So on POSIX they are real pipes: named ones, unlinked as soon as both ends are open.
import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { makePipeFolder, removeDeadPipeFolders } from './pipe-folders.ts';

export interface OutputPipe {
  /** What the child is given as its stream. */
  writeEnd: number;
  /** Our end: ends when every process has closed its write end. */
  reader: Readable;
}

/** Once in a process. */
let cleaned: Promise<void> | null = null;

/**
 * Standard output and standard error; null where Node's own have to do: on Windows, which does not have the problem, and in
 * worker threads, which close descriptors that were opened there and given away a second time.
 * The caller closes the write ends once the child has them, see closeWriteEnds.
 */
export async function openOutputPipes(): Promise<[OutputPipe, OutputPipe] | null> {
  if (process.platform === 'win32' || !isMainThread) return null;
  await (cleaned ??= removeDeadPipeFolders(tmpdir()));
  const folder = await makePipeFolder(tmpdir());
  try {
    const [out, err] = [join(folder, 'out'), join(folder, 'err')];
    await promisify(execFile)('mkfifo', [out, err]);
    return [openPipe(out), openPipe(err)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function closeWriteEnds(pipes: OutputPipe[]): void {
  for (const { writeEnd } of pipes) closeSync(writeEnd);
}

/** The read end comes first and does not wait: then the write end does not have to either. */
function openPipe(path: string): OutputPipe {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(path, constants.O_WRONLY);
  return { writeEnd, reader: new Socket({ fd: readEnd, readable: true, writable: false }) };
}
