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

/** Never throws for what happens to the file; what must end the run comes back as `stop`. */
export async function processFile(context: RunContext, candidate: FileRow): Promise<FileEnd> {
  const { store, log } = context;
  let file: FileRow;
  try {
    file = store.claim(candidate.id);
  } catch (error) {
    if (toWherryError(error).code !== 'stale-state') throw error;
    log.info(`${candidate.name}: not begun, it was decided otherwise since`);
    return { end: 'released', stop: null };
  }
  try {
    const claimed = await claimAtSource(context, file);
    if (claimed === null) return { end: 'released', stop: null };
    file = claimed;
    file = await fetchFile(context, file);
    file = await runSteps(context, file);
    if (file.state === 'interrupted') return { end: 'failed', stop: null };
  } catch (error) {
    const settled = settle(context, store.file(file.id)!, toWherryError(error));
    if (settled !== 'report') return settled;
  }
  return await reportFile(context, store.file(file.id)!);
}

/**
 * STARTED is written before any byte is fetched; while the source does not take it, the file is not touched (b17).
 * A file that was ours before (recovered, waiting) is STARTED already.
 */
async function claimAtSource(context: RunContext, file: FileRow): Promise<FileRow | null> {
  const { source, store, log, stop } = context;
  if (file.claimedAt !== null || file.position === 'report') return file;
  tellActivity(context, file, 'claiming');
  try {
    const answer = await source.claim(file, file.requeuedAt !== null, stop);
    if (answer === 'claimed') return store.claimed(file.id);
    store.release(file.id, 'the source does not list it any more');
    log.info(`${file.name}: not begun, it does not match the filter any more`);
    return null;
  } catch (thrown) {
    const error = toWherryError(thrown);
    if (error.kind === 'cancelled') throw error;
    throw new WherryError('claim-failed', `STARTED could not be written: ${error.message}`, {
      kind: error.kind === 'permanent' ? 'internal' : error.kind,
      ...(error.hint === null ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
