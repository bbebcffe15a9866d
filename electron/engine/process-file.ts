// The way of one file, top to bottom: claim -> fetch (download, verify, publish) -> steps -> report. Each part starts
// from the position at which the file stands and leaves it at the next, so a file that was interrupted, put back or
// asked for again goes on where it was.
import type { FileRow } from '#shared/file.ts';
import { WherryError, toWherryError } from './errors.ts';
import { fetchFile } from './fetch-file.ts';
import { reportFile } from './report-file.ts';
import { type FileEnd, type RunContext, tellActivity } from './run-context.ts';
import { runSteps } from './run-steps.ts';
import { settle } from './settle.ts';
import { isStoreFault } from './store/store-error.ts';

/** Never throws for what happens to the file; what must end the run comes back as `stop`. */
export async function processFile(context: RunContext, candidate: FileRow): Promise<FileEnd> {
  const { store, space } = context;
  let file = candidate;
  try {
    if (candidate.position === 'download') await space.toDownload(candidate.sizeBytes);
    file = store.claim(candidate.id);
  } catch (thrown) {
    const error = toWherryError(thrown);
    // A person has moved it since this run has looked.
    return { end: 'released', stop: error.code === 'stale-state' ? null : error };
  }
  try {
    file = await claimAtSource(context, candidate, file);
    if (file.state !== 'active') return { end: file.state === 'waiting' ? 'waiting' : 'released', stop: null };
    file = await fetchFile(context, file);
    file = await runSteps(context, file);
    if (file.state === 'interrupted') return { end: 'failed', stop: null };
  } catch (thrown) {
    const error = toWherryError(thrown);
    // Left as it is stored: active. The next run recovers it, and what had begun by then is not run again.
    if (isStoreFault(error)) return { end: 'released', stop: error };
    const settled = settle(context, store.file(file.id)!, error);
    if (settled !== 'report') return settled;
  }
  return await reportFile(context, store.file(file.id)!);
}

/** Long enough for most commands of the machine that may have it; see claim.ts. */
const IN_DOUBT_MS = 900_000;

/**
 * STARTED is written before any byte is fetched; while the source does not take it, the file is not touched (b17).
 * A file that was ours before (recovered, waiting) is STARTED already. One that is ours perhaps, because the answer to
 * STARTED was lost or we died before it came, is asked for again though the source does not list it any more.
 * @returns the file, active where it is ours now
 */
async function claimAtSource(context: RunContext, candidate: FileRow, file: FileRow): Promise<FileRow> {
  const { source, store, clock, log, stop } = context;
  if (source.claim === undefined || file.claimedAt !== null || file.position === 'report') return file;
  tellActivity(context, file, 'claiming');
  await store.onDisk();
  try {
    const isOurs = file.requeuedAt !== null || (candidate.claimSentAt !== null && 'perhaps');
    const answer = await source.claim(file, isOurs, stop);
    if (answer === 'claimed') return store.claimed(file.id);
    if (answer === 'in-doubt') {
      log.warn(
        `${file.name}: STARTED was written late, so another machine may have it; looked at again later. If that happens often, raise claim_settle`,
      );
      return store.wait(file.id, clock.now() + IN_DOUBT_MS, 'claim: in doubt, looked at again later', false);
    }
    if (answer === 'gone' && file.requeuedAt !== null) throw recordGone();
    const why = answer === 'taken' ? 'another machine has taken it' : 'it does not match the filter any more';
    log.info(`${file.name}: not begun, ${why}`);
    return store.release(file.id, why, true);
  } catch (thrown) {
    const error = toWherryError(thrown);
    if (error.kind === 'cancelled' || error.code === 'record-gone') throw error;
    throw new WherryError('claim-failed', `STARTED could not be written: ${error.message}`, {
      kind: error.kind === 'permanent' ? 'internal' : error.kind,
      ...(error.hint === null ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}

/** The source says nothing else of a file that a person has asked for; it would be asked in each run for ever. */
function recordGone(): WherryError {
  const message = 'its record is no longer there, so it cannot be processed again';
  return new WherryError('record-gone', message, { kind: 'permanent' });
}
