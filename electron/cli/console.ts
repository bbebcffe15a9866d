// What a person sees while it runs: the log's lines, and on a terminal a line of progress below them.
import type { EngineEvent } from '#shared/event.ts';
import { escapeControls } from '#engine/escape-controls.ts';
import type { LogLine } from '#engine/log-file.ts';
import { formatBytes } from './format.ts';

const CLEAR_LINE = '\r\u001b[K';

export interface Console {
  line(line: LogLine): void;
  event(event: EngineEvent): void;
  /** Removes the progress line. */
  end(): void;
}

/** Warnings and errors go to standard error, everything else to standard output. @param showsRule there are several */
export function createConsole(
  { showsRule }: { showsRule: boolean },
  stdout: NodeJS.WriteStream = process.stdout,
): Console {
  const isTerminal = stdout.isTTY;
  let hasProgress = false;

  function clear(): void {
    if (hasProgress) stdout.write(CLEAR_LINE);
    hasProgress = false;
  }

  function line({ at, level, subject, message }: LogLine): void {
    clear();
    const time = new Date(at).toTimeString().slice(0, 8);
    const isWorse = level === 'warn' || level === 'error';
    const rule = showsRule && subject.rule !== undefined ? `[${subject.rule}] ` : '';
    const file = subject.file === undefined ? '' : `#${subject.file} `;
    (isWorse ? process.stderr : stdout).write(`${time} ${level.toUpperCase().padEnd(5)} ${rule}${file}${message}\n`);
  }

  return {
    line,
    event(event) {
      if (event.type === 'log-line') {
        const { rule, file, ...rest } = event.line;
        line({ ...rest, subject: { ...(rule !== null && { rule }), ...(file !== null && { file }) } });
      }
      if (!isTerminal || event.type !== 'file-progress') return;
      const { name, receivedBytes, totalBytes } = event;
      const part =
        totalBytes === null || totalBytes === 0 ? '' : `${Math.floor((100 * receivedBytes) / totalBytes)} % of `;
      const text = `${escapeControls(name)}  ${part}${formatBytes(totalBytes ?? receivedBytes)}`;
      stdout.write(`${CLEAR_LINE}  ${text.slice(0, Math.max(10, stdout.columns - 3))}`);
      hasProgress = true;
    },
    end: clear,
  };
}
