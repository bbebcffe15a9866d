// What the engine needs of a log. Where lines go, and redaction, are log-file.ts and redact.ts.

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a line is about; shown before the message and used by the log viewer's filters. */
export interface LogSubject {
  rule?: string;
  /** The file's number in the store. */
  file?: number;
}

export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** The same log, its lines marked with the subject. */
  about(subject: LogSubject): Log;
}

/** A log whose lines, of whatever level, go to one function. */
export function createLog(write: (level: LogLevel, subject: LogSubject, message: string) => void): Log {
  function about(subject: LogSubject): Log {
    const at = (level: LogLevel) => (message: string) => write(level, subject, message);
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      about: (more) => about({ ...subject, ...more }),
    };
  }
  return about({});
}

/** For who only asks, and has nothing to tell. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, about: () => silentLog };
