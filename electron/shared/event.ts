// What the engine tells whoever looks on: screens, progress lines, metrics. Nothing depends on an event being seen.
import type { CheckResult } from './api.ts';
import type { ErrorData } from './error.ts';
import type { FileRow } from './file.ts';
import type { Run } from './run.ts';

/** What is being done to an active file; finer than its position. */
export type Activity = 'claiming' | 'downloading' | 'verifying' | 'running' | 'moving' | 'reporting';

export type EngineEvent =
  | { type: 'run-started'; run: Run }
  | { type: 'run-ended'; run: Run; error: ErrorData | null }
  /** After every transition. */
  | { type: 'file-changed'; file: FileRow }
  | { type: 'file-activity'; fileId: number; activity: Activity }
  /** At most a few a second per file. `totalBytes` is null where the source does not know it. */
  | { type: 'file-progress'; fileId: number; name: string; receivedBytes: number; totalBytes: number | null }
  /** As each line of a check is known. */
  | { type: 'check-result'; ruleId: string; result: CheckResult };
