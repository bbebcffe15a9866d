// What the engine tells whoever looks on: screens, progress lines, metrics. Nothing depends on an event being seen.
import type { CheckResult } from './api-rules.ts';
import type { ErrorData } from './error.ts';
import type { FileRow } from './file.ts';
import type { LogLine } from './log-line.ts';
import type { Run } from './run.ts';

/** What is being done to an active file; finer than its position. */
export type Activity = 'claiming' | 'downloading' | 'verifying' | 'running' | 'moving' | 'reporting';

/** What people are told on this machine's own screen, redacted. */
export interface Notice {
  kind: 'success' | 'failure' | 'recovered';
  ruleId: string;
  ruleName: string;
  /** One line. */
  title: string;
  /** Why, and what to do next. */
  detail: string;
  /** The file that it is about; null: the rule as a whole, or several files. */
  fileId: number | null;
}

export type EngineEvent =
  | { type: 'run-started'; run: Run }
  | { type: 'run-ended'; run: Run; error: ErrorData | null }
  /** After every transition. */
  | { type: 'file-changed'; file: FileRow }
  | { type: 'file-activity'; fileId: number; activity: Activity }
  /** At most a few a second per file. `totalBytes` is null where the source does not know it. */
  | { type: 'file-progress'; fileId: number; name: string; receivedBytes: number; totalBytes: number | null }
  /** As each line of a check is known. */
  | { type: 'check-result'; ruleId: string; result: CheckResult }
  /** To be shown as a notification, where the rule wants it; bursts are merged by who shows them. */
  | { type: 'notice'; notice: Notice }
  /** Also a command's output, line by line, marked with its file. */
  | { type: 'log-line'; line: LogLine }
  /** A rule was saved, removed, paused, resumed, approved; or its schedule has another next time. */
  | { type: 'rules-changed' }
  | { type: 'settings-changed' }
  /** The desktop application ends when these files are through; told again and again until then. */
  | { type: 'quitting'; waitsFor: readonly string[] }
  /** The desktop application shows another process's engine, and that one does not answer, or is back; `lost` is told again and again. */
  | { type: 'connection'; connection: 'open' | 'lost' };
