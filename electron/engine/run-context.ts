// What the parts of a run share.
import type { FileRow, Position } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import type { Activity } from '#shared/event.ts';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import type { FreeSpace } from './free-space.ts';
import type { Log } from './log.ts';
import type { Source } from './sources/source.ts';
import type { Step } from './steps/step.ts';
import type { Store } from './store/store.ts';

export interface RunContext {
  rule: Rule;
  source: Source;
  /** In the order of rule.steps. */
  steps: readonly Step[];
  store: Store;
  clock: Clock;
  log: Log;
  events: Events;
  space: FreeSpace;
  redact(text: string): string;
  /** Told for each file whose work ended. */
  tell(file: FileRow): void;
  /** Tells people something that is about no single file. */
  alert(title: string, detail: string): void;
  /** Aborted: no new file is begun, downloads stop, a running command gets its grace time (b60). */
  stop: AbortSignal;
  /** Aborted when that grace time is over: the running command is asked to end, then made to. */
  stopCommands: AbortSignal;
  /** Aborted at a second request: the running command is ended by force. */
  kill: AbortSignal;
}

/** How this run's work on a file ended. `stop`: why the run must not go on. */
export interface FileEnd {
  end: 'succeeded' | 'failed' | 'waiting' | 'released';
  stop: Error | null;
}

export function tellActivity({ events }: RunContext, file: FileRow, activity: Activity): void {
  events.emit({ type: 'file-activity', fileId: file.id, activity });
}

/** The position after `index` steps were done. */
export function positionAfter(rule: Rule, index: number): Position {
  return index < rule.steps.length ? `step:${index}` : 'report';
}
