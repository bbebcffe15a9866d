// One pass of a rule: outbox -> list -> discover -> process each -> finish. Overlap is the caller's business.
import type { ErrorData } from '#shared/error.ts';
import type { FileRow } from '#shared/file.ts';
import type { Run } from '#shared/run.ts';
import { errorData, toWherryError, type WherryError } from './errors.ts';
import { PART_DIRECTORY } from './fetch-file.ts';
import fs from 'node:fs/promises';
import path from 'node:path';
import { processFile } from './process-file.ts';
import { ensureWritableDirectory } from './publish.ts';
import { deliverOutbox } from './report-file.ts';
import type { FileEnd, RunContext } from './run-context.ts';

export interface RunEnd {
  run: Run;
  /** Why the run could not do its work; null also where single files failed. */
  error: WherryError | null;
}

/** Never throws; a run that could not do its work says so in its end. */
export async function runRule(context: RunContext): Promise<RunEnd> {
  const { store, rule, events, log, source, stop, redact } = context;
  const started = store.startRun(rule.id);
  events.emit({ type: 'run-started', run: started });
  const counts = { listed: 0, succeeded: 0, failed: 0, waiting: 0 };
  let error: WherryError | null = null;
  try {
    await ensureWritableDirectory(rule.targetDirectory);
    const delivered = await deliverOutbox(context);
    counts.failed += delivered.filter((file) => file.state === 'interrupted').length;
    const listed = await listAndDiscover(context);
    counts.listed = listed.size;
    await processDue(context, listed, (end) => {
      if (end !== 'released') counts[end]++;
    });
    if (stop.aborted) await deliverOutbox(context);
  } catch (thrown) {
    error = toWherryError(thrown);
    if (error.kind === 'internal') log.error(error.stack ?? error.message);
  }
  await source.close();
  await fs.rmdir(path.join(rule.targetDirectory, PART_DIRECTORY)).catch(() => 'not there, or holds downloads');
  const run = store.finishRun({
    ...started,
    ...counts,
    state: stateOf(error, counts, stop.aborted),
    error: error === null ? null : redact(error.message),
  });
  const told: ErrorData | null = error === null ? null : { ...errorData(error), message: redact(error.message) };
  events.emit({ type: 'run-ended', run, error: told });
  return { run, error };
}

/** Ids of the files that the source lists now, in its order. */
async function listAndDiscover(context: RunContext): Promise<Set<number>> {
  const { source, store, rule, log, stop } = context;
  const ids = new Set<number>();
  for await (const page of source.list(stop)) {
    for (const problem of page.problems) log.warn(problem.message);
    for (const { file, how } of store.discover(rule.id, page.files)) {
      ids.add(file.id);
      if (how === 'new' && file.state === 'skipped') log.info(`${file.name}: skipped, ${file.reason}`);
      if (how === 'resend') log.info(`${file.name}: done before, its success is sent again`);
    }
  }
  return ids;
}

/** Files that need no download go first: they are not held up by a file server that is away. */
async function processDue(
  context: RunContext,
  listed: ReadonlySet<number>,
  count: (end: FileEnd['end']) => void,
): Promise<void> {
  const { store, rule, source, stop, log } = context;
  await deliverOutbox(context);
  const due = store.due(rule.id, listed);
  const downloads = due.filter((file) => file.position === 'download');
  if (due.length > 0) log.info(`${due.length} ${due.length === 1 ? 'file' : 'files'} to process`);
  const others = due.filter((file) => file.position !== 'download');
  await processAll(context, others, count);
  if (downloads.length > 0) await source.connect(stop);
  await processAll(context, downloads, count);
}

/** `rule.parallel` at a time, in order; the first end that must end the run is thrown when those under way are through. */
async function processAll(
  context: RunContext,
  files: readonly FileRow[],
  count: (end: FileEnd['end']) => void,
): Promise<void> {
  const queue = files.values();
  let reason: Error | null = null;
  async function lane(): Promise<void> {
    for (const file of queue) {
      if (context.stop.aborted || reason !== null) return;
      const { end, stop } = await processFile({ ...context, log: context.log.about({ file: file.id }) }, file);
      count(end);
      reason ??= stop;
    }
  }
  await Promise.all(Array.from({ length: context.rule.parallel }, lane));
  if (reason !== null) throw reason as Error;
}

function stateOf(
  error: WherryError | null,
  { failed, waiting }: { failed: number; waiting: number },
  isStopped: boolean,
): Run['state'] {
  if (isStopped || error?.kind === 'cancelled') return 'cancelled';
  if (error !== null) return 'failed';
  return failed + waiting > 0 ? 'partial' : 'succeeded';
}
