// The errors of runs that have ended while this window was open, with their hints: a run itself keeps only the message.
import type { ErrorData } from '#shared/error.ts';
import { onEvent } from '../api/engine.ts';

const KEPT = 200;
const errors = new Map<number, ErrorData>();

onEvent((event) => {
  if (event.type !== 'run-ended' || event.error === null) return;
  errors.set(event.run.id, event.error);
  const [oldest] = errors.keys();
  if (errors.size > KEPT && oldest !== undefined) errors.delete(oldest);
});

/** Null: it ended before, or without an error. */
export function errorOfRun(runId: number): ErrorData | null {
  return errors.get(runId) ?? null;
}
