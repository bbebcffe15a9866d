// [logging]: level names are those of Python's logging module.
import { resolve } from 'node:path';
import type { LogLevel } from '../log.ts';
import { notePath } from './import-notes.ts';
import type { SectionSettings } from './settings-reader.ts';

const LEVELS = {
  NOTSET: 'debug',
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  WARN: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
  FATAL: 'error',
} as const satisfies Record<string, LogLevel>;

export interface LoggingSettings {
  level: LogLevel;
  /** Absolute. */
  directory: string;
}

export function readLogging(section: SectionSettings, cwd: string): LoggingSettings {
  const level = section.choice('level', ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL', 'WARN', 'FATAL', 'NOTSET']);
  notePath(section, 'log_dir');
  return { level: LEVELS[level ?? 'INFO'], directory: resolve(cwd, section.text('log_dir') ?? 'logs/') };
}
