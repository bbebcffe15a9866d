// The log on disk: a line each, appended at once (a line written is there even if we are killed the moment after),
// rotated by day and at 10 MB, 14 files kept (b69). Also feeds the console or the log viewer. Redacts everything.
import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from './clock.ts';
import { escapeControls } from './escape-controls.ts';
import { createLog, type Log, LOG_LEVELS, type LogLevel, type LogSubject } from './log.ts';
import type { Redactor } from './redact.ts';

const MAX_BYTES = 10 * 1024 * 1024;
const KEPT_FILES = 14;

export interface LogLine {
  at: number;
  level: LogLevel;
  subject: LogSubject;
  /** Redacted; may hold no control characters. */
  message: string;
}

export interface LogFileOptions {
  /** Created if missing. */
  directory: string;
  /** `default` gives default.log and, rotated, default.2026-11-23.log. */
  name: string;
  level: LogLevel;
  clock: Clock;
  redactor: Redactor;
  /** Sees each line that is written. */
  onLine?: (line: LogLine) => void;
}

export function createLogFile(options: LogFileOptions): Log & { close(): void } {
  const { directory, name, level, clock, redactor, onLine } = options;
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${name}.log`);
  let descriptor: number | null = fs.openSync(file, 'a');
  let { size, mtimeMs } = fs.fstatSync(descriptor);
  let day = dayOf(size > 0 ? mtimeMs : clock.now());
  let closed = false;
  /** Lines that are not there because the disk was full or the folder away. */
  let lost = 0;

  /** Work goes on without its log: a line that cannot be written is counted, and the gap is told when there is space. */
  function write(line: LogLine): void {
    onLine?.(line);
    if (closed) return;
    const gap = lost === 0 ? '' : `${formatLine({ ...line, level: 'warn', subject: {}, message: gapText(lost) })}\n`;
    try {
      append(Buffer.from(`${gap}${formatLine(line)}\n`), dayOf(line.at));
      lost = 0;
    } catch {
      lost++;
    }
  }

  function append(bytes: Buffer, today: string): void {
    if (size > 0 && (today !== day || size + bytes.length > MAX_BYTES)) rotate();
    day = today;
    descriptor ??= fs.openSync(file, 'a');
    const written = fs.writeSync(descriptor, bytes);
    if (written < bytes.length) {
      fs.ftruncateSync(descriptor, size);
      throw new Error('the line did not fit');
    }
    size += written;
  }

  function rotate(): void {
    if (descriptor !== null) fs.closeSync(descriptor);
    descriptor = null;
    size = 0;
    fs.renameSync(file, freeName(directory, name, day));
    for (const old of rotatedFiles(directory, name).slice(0, -(KEPT_FILES - 1))) fs.rmSync(path.join(directory, old));
  }

  return {
    ...createLog((lineLevel, subject, message) => {
      if (LOG_LEVELS.indexOf(lineLevel) < LOG_LEVELS.indexOf(level)) return;
      write({ at: clock.now(), level: lineLevel, subject, message: escapeControls(redactor.text(message)) });
    }),
    close() {
      if (!closed && descriptor !== null) fs.closeSync(descriptor);
      closed = true;
    },
  };
}

/** `2026-11-23T10:15:02.123+01:00 WARN  [default #12] message`; in a rule's name `]`, `#` and `\\` get a backslash before them. */
export function formatLine({ at, level, subject, message }: LogLine): string {
  const rule =
    subject.rule === undefined ? undefined : escapeControls(subject.rule.replace(/[\]#\\]/g, String.raw`\$&`));
  const where = [rule, subject.file === undefined ? undefined : `#${subject.file}`].filter(Boolean).join(' ');
  return `${localTime(at)} ${level.toUpperCase().padEnd(5)} ${where === '' ? '' : `[${where}] `}${message}`;
}

/** ISO 8601 in local time with its offset, so that operators read their own clock and programs can still compare. */
function localTime(at: number): string {
  const offset = -new Date(at).getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const hours = String(Math.trunc(Math.abs(offset) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
  return new Date(at + offset * 60_000).toISOString().replace('Z', `${sign}${hours}:${minutes}`);
}

function gapText(lost: number): string {
  return `${lost} ${lost === 1 ? 'line is' : 'lines are'} missing here: the log could not be written`;
}

function dayOf(at: number): string {
  return localTime(at).slice(0, 10);
}

function freeName(directory: string, name: string, day: string): string {
  for (let number = 0; ; number++) {
    const candidate = path.join(
      directory,
      `${name}.${day}${number === 0 ? '' : `.${String(number).padStart(3, '0')}`}.log`,
    );
    if (!fs.existsSync(candidate)) return candidate;
  }
}

/** Oldest first. */
function rotatedFiles(directory: string, name: string): string[] {
  const rotated = new RegExp(`^${RegExp.escape(name)}\\.\\d{4}-\\d\\d-\\d\\d(\\.\\d+)?\\.log$`);
  return fs
    .readdirSync(directory)
    .filter((entry) => rotated.test(entry))
    .toSorted((a, b) => (a.replace(/\.log$/, '') < b.replace(/\.log$/, '') ? -1 : 1));
}
