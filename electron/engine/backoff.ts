// How long to stay away after a failure.
import type { Retry } from '#shared/rule.ts';

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
