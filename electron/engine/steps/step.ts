// The interface of a step: what is done with a verified file.
import type { JsonObject } from '#shared/json.ts';
import type { Log } from '../log.ts';

/** The file as a step sees it. */
export interface StepFile {
  id: number;
  externalId: string;
  /** Absolute, native separators (b44). */
  path: string;
  /** The record, secrets removed. */
  record: JsonObject;
}

export interface StepContext {
  log: Log;
  /** Ends the step: first a request to stop, after a grace time by force. */
  signal: AbortSignal;
  /** Ends the step by force at once, without the grace time (the operator's second signal, b60). */
  kill?: AbortSignal;
  /** Working directory: the rule's target directory (b52). */
  directory: string;
}

/** How a step ended: data, not an exception. */
export interface StepResult {
  outcome: 'succeeded' | 'failed';
  /** `exit`: it ended by itself; `timeout`, `cancelled`: we ended it; `signal`: somebody else did. */
  ended: 'exit' | 'timeout' | 'cancelled' | 'signal';
  exitCode: number | null;
  /** `SIGKILL`, … where a signal ended it. */
  signal: string | null;
  durationMs: number;
  /** Redacted command line, for the timeline. */
  commandLine: string;
  /** The last 64 KiB of each stream as text, redacted, control characters but line breaks and tabs made visible (b47). */
  stdoutTail: string;
  stderrTail: string;
  /** One line saying why it failed; null when it succeeded. Begins with the step's name, or `timeout`. */
  error: string | null;
}

export interface Step {
  /** What `run` would do with the file, as one line, redacted. Throws as `run` does where it can't be rendered. */
  preview(file: StepFile): string;
  /** Throws a WherryError only where the step could not be started (template error, no such program: permanent). */
  run(file: StepFile, context: StepContext): Promise<StepResult>;
  /** What `run` would run, redacted and on one line. Throws as `run` does; starts nothing. */
  preview(file: StepFile): string;
}
