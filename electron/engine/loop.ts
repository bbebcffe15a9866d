// Runs a rule again and again: the wait is counted from the end of a run, so runs never overlap (b58).
import type { Schedule } from '#shared/schedule.ts';
import { backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { WherryError } from './errors.ts';
import type { RunEnd } from './run.ts';

/** A login that was refused is not tried again soon: 60 intervals, an hour at most, as MOVEit does (b36). */
const REFUSED_FACTOR = 60;
const REFUSED_MAX_MS = 3_600_000;
const UNREACHABLE_MAX_MS = 900_000;

export interface LoopOptions {
  run(): Promise<RunEnd>;
  schedule: Schedule;
  clock: Clock;
  /** Ends the loop after the run that is under way. */
  stop: AbortSignal;
  /** Told before each wait. */
  onWait(end: RunEnd, waitMs: number): void;
}

export async function loop({ run, schedule, clock, stop, onWait }: LoopOptions): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const end = await run();
    failures = end.error === null ? 0 : failures + 1;
    const waitMs = waitAfter(end.error, failures, schedule.everyMs);
    onWait(end, waitMs);
    await clock.sleep(waitMs, stop).catch((reason: unknown) => {
      if (!stop.aborted) throw reason;
    });
  }
}

/** @param failures runs in a row that could not do their work */
export function waitAfter(error: WherryError | null, failures: number, everyMs: number): number {
  if (error === null) return everyMs;
  if (error.kind === 'config') return Math.max(everyMs, Math.min(REFUSED_FACTOR * everyMs, REFUSED_MAX_MS));
  const away = backoffMs({ delayMs: everyMs, factor: 2, maxDelayMs: UNREACHABLE_MAX_MS }, failures);
  return Math.max(everyMs, error.retryAfterMs ?? 0, away);
}
