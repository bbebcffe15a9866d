// Where the shell's own lines go while the engine is another process: the log file is that one's alone.
import type { Log } from '#engine/log.ts';

function line(message: string): void {
  process.stderr.write(`wherry: ${message}\n`);
}

export const attachedLog: Log = { debug() {}, info: line, warn: line, error: line, about: () => attachedLog };
