// The pipes through which a command's output comes. Node makes socket pairs where other programs make pipes, and a
// command can't open those again: on Linux `echo oops > /dev/stderr` and `-o /dev/stdout` would fail with ENXIO under us
// alone. So on POSIX they are real pipes: named ones, unlinked as soon as both ends are open, since Node makes no others.
import { closeSync, constants, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { isMainThread } from 'node:worker_threads';
import { WherryError } from '../errors.ts';
import { takeNamedPipe } from './named-pipes.ts';

export interface OutputPipe {
  /** What the child is given as its stream. */
  writeEnd: number;
  /** Our end: ends when every process has closed its write end. */
  reader: Readable;
}

/**
 * Standard output and standard error; null where Node's own have to do: on Windows, which does not have the problem, and in
 * worker threads, which close descriptors that were opened there and given away a second time.
 * Throws `spawn-failed` (transient). The caller closes the write ends once the child has them, see closeWriteEnds.
 */
export async function openOutputPipes(): Promise<[OutputPipe, OutputPipe] | null> {
  if (process.platform === 'win32' || !isMainThread) return null;
  const out = await openPipe().catch(pipesError);
  try {
    return [out, await openPipe().catch(pipesError)];
  } catch (error) {
    out.reader.destroy();
    closeWriteEnds([out]);
    throw error;
  }
}

export function closeWriteEnds(pipes: OutputPipe[]): void {
  for (const { writeEnd } of pipes) closeSync(writeEnd);
}

/** The read end comes first and does not wait: then the write end does not have to either. */
async function openPipe(): Promise<OutputPipe> {
  const path = await takeNamedPipe();
  try {
    const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeEnd = openSync(path, constants.O_WRONLY);
    return { writeEnd, reader: new Socket({ fd: readEnd, readable: true, writable: false }) };
  } finally {
    await rm(path, { force: true });
  }
}

function pipesError(cause: unknown): never {
  throw new WherryError('spawn-failed', `no pipes could be made for the command's output in ${tmpdir()}`, {
    kind: 'transient',
    hint: 'The temporary folder may be full or not writable, or the program mkfifo missing.',
    cause,
  });
}
