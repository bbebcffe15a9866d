// Is a rule too quiet? Pure: decided by what the store knows, so that restarts and one run at a time change nothing.
import { utc } from './notifications.ts';
import type { Activity } from './store/store.ts';

const HOUR_MS = 3_600_000;

/**
 * Why "no file" is told now; null: it is not. Counted up to the end of the last run, which has listed: while the
 * source cannot be asked, nobody knows whether it has files.
 */
export function noFile({ watchedSince, lastFileAt, lastRun }: Activity, limitMs: number): string | null {
  const since = lastFileAt ?? watchedSince;
  if (lastRun === null || lastRun.endedAt === null) return null;
  if (lastRun.endedAt - since < limitMs) return null;
  return `No new file for ${hours(lastRun.endedAt - since)}, since ${utc(since)}${lastFileAt === null ? ', the first run' : ''}.`;
}

/**
 * Why "no success" is told now; null: it is not. Counted up to the end of the last run, or up to now where that one
 * has itself been going on for so long; so a machine that was off is not blamed before it has had a run.
 */
export function noSuccess(
  { watchedSince, lastSuccessAt, lastRun }: Activity,
  limitMs: number,
  now: number,
): string | null {
  const since = lastSuccessAt ?? watchedSince;
  if (lastRun === null) return null;
  const hangs = lastRun.endedAt === null && now - lastRun.startedAt >= limitMs;
  const until = hangs ? now : lastRun.endedAt;
  if (until === null || until - since < limitMs) return null;
  const what = hangs ? `The run that began at ${utc(lastRun.startedAt)} does not end.` : '';
  return `No run has succeeded for ${hours(until - since)}, since ${utc(since)}. ${what}`.trimEnd();
}

function hours(ms: number): string {
  const count = Math.floor(ms / HOUR_MS);
  return count === 1 ? '1 hour' : `${count} hours`;
}
