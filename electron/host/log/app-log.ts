// The application's one log, `<data>/logs/wherry.log`. Only the holder of the data directory writes it: two writers would
// rotate it under each other. Every line is also told, whether it is written or not.
import path from 'node:path';
import type { LogLevel, LogLine } from '#shared/log-line.ts';
import type { Clock } from '#engine/clock.ts';
import { escapeControls } from '#engine/escape-controls.ts';
import { createLogFile, type LogLine as WrittenLine } from '#engine/log-file.ts';
import { createLog, type Log, LOG_LEVELS } from '#engine/log.ts';
import type { Redactor } from '#engine/redact.ts';

export const LOG_NAME = 'wherry';

export function logDirectoryOf(dataDirectory: string): string {
  return path.join(dataDirectory, 'logs');
}

export interface AppLogOptions {
  directory: string;
  /** Asked for each line, so that a change is in force at once. */
  level(): LogLevel;
  clock: Clock;
  redactor: Redactor;
  onLine(line: LogLine): void;
}

export interface AppLog extends Log {
  /** From now on lines are written. @throws where the folder cannot be written */
  open(): void;
  /** Twice is fine. */
  close(): void;
}

export function createAppLog({ directory, level, clock, redactor, onLine }: AppLogOptions): AppLog {
  let file: ReturnType<typeof createLogFile> | null = null;
  const tell = (line: WrittenLine) => onLine(toldLine(line));

  return {
    ...createLog((lineLevel, subject, message) => {
      if (LOG_LEVELS.indexOf(lineLevel) < LOG_LEVELS.indexOf(level())) return;
      if (file !== null) file.about(subject)[lineLevel](message);
      else tell({ at: clock.now(), level: lineLevel, subject, message: escapeControls(redactor.text(message)) });
    }),
    open() {
      file = createLogFile({ directory, name: LOG_NAME, level: 'debug', clock, redactor, onLine: tell });
    },
    close() {
      file?.close();
    },
  };
}

function toldLine({ at, level, subject, message }: WrittenLine): LogLine {
  return { at, level, rule: subject.rule ?? null, file: subject.file ?? null, message };
}
