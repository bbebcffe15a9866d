import { EXIT } from './exit-code.ts';

/** Whoever was to read it has gone: a pager, a pipe, a terminal. */
const READER_GONE = new Set(['EPIPE', 'EIO']);

/**
 * Work goes on when what it prints can not be written any more: its log file has it all, and a run that dies in the
 * middle of a command would leave a file that a person has to look after. A full disk below the output is told by the exit code.
 */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (READER_GONE.has(error.code ?? '')) return;
      process.once('exit', () => (process.exitCode ||= EXIT.unreachable));
    });
  }
}
