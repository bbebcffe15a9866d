// How long to stay away after a failure.
import type { Retry } from '#shared/rule.ts';
import type { WherryError } from './errors.ts';

/**
 * Exponential with jitter: between half and all of `delayMs * factor^(failures - 1)`, at most `maxDelayMs`.
 * @param failures 1 after the first
 * @param random in [0, 1)
 */
export function backoffMs(
  { delayMs, factor, maxDelayMs }: Pick<Retry, 'delayMs' | 'factor' | 'maxDelayMs'>,
  failures: number,
  random: number = Math.random(),
): number {
  const full = Math.min(maxDelayMs, delayMs * factor ** Math.min(failures - 1, 64));
  return Math.round(full / 2 + (full / 2) * random);
}

/** A login that was refused is not tried again soon: 60 intervals, an hour at most, as MOVEit does (b36). */
const REFUSED_FACTOR = 60;
const REFUSED_MAX_MS = 3_600_000;
const UNREACHABLE_MAX_MS = 900_000;

/**
 * How long a rule waits after a run, in ms.
 * @param failures runs in a row that could not do their work
 */
export function waitAfter(error: WherryError | null, failures: number, everyMs: number): number {
  if (error === null) return everyMs;
  if (error.kind === 'config') return Math.max(everyMs, Math.min(REFUSED_FACTOR * everyMs, REFUSED_MAX_MS));
  const away = backoffMs({ delayMs: everyMs, factor: 2, maxDelayMs: UNREACHABLE_MAX_MS }, failures);
  return Math.max(everyMs, error.retryAfterMs ?? 0, away);
}
