// One pass of a rule: outbox -> list -> discover -> process each -> finish. Overlap is the caller's business.
import type { ErrorData } from '#shared/error.ts';
import type { FileRow } from '#shared/file.ts';
import type { Run } from '#shared/run.ts';
import { errorData, toWherryError, type WherryError } from './errors.ts';
import { sweepParts } from './part-file.ts';
import { processFile } from './process-file.ts';
import { ensureWritableDirectory } from './publish.ts';
import { rebuild } from './rebuild.ts';
import { recover } from './recover.ts';
import { deliverOutbox } from './report-file.ts';
import type { FileEnd, RunContext } from './run-context.ts';
import type { Page, Source } from './sources/source.ts';

export interface RunEnd {
  run: Run;
  /** Why the run could not do its work; null also where single files failed. */
  error: WherryError | null;
}

/** Never throws; a run that could not do its work says so in its end. */
export async function runRule(context: RunContext): Promise<RunEnd> {
  const { store, rule, events, log, source, space, stop, redact } = context;
  const counts = { listed: 0, succeeded: 0, failed: 0, waiting: 0 };
  let started: Run = unstoredRun(context);
  let error: WherryError | null = null;
  try {
    recover(store, rule, log, 'its state could not be stored');
    started = store.startRun(rule.id);
    events.emit({ type: 'run-started', run: started });
    await ensureWritableDirectory(rule.targetDirectory);
    const delivered = await deliverOutbox(context);
    counts.failed += delivered.filter((file) => file.state === 'interrupted').length;
    await space.toGoOn();
    await rebuild(context);
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
  await sweepParts(rule, store);
  const run = finishRun(context, started, counts, error);
  const told: ErrorData | null = error === null ? null : { ...errorData(error), message: redact(error.message) };
  events.emit({ type: 'run-ended', run, error: told });
  return { run, error };
}

/** Keys of what the last list of a source could not process: each is told once while it lasts, not in every run. */
const TOLD = new WeakMap<Source, ReadonlySet<string>>();

/** Ids of the files that the source lists now, in its order. */
async function listAndDiscover(context: RunContext): Promise<Set<number>> {
  const { source, store, rule, log, stop } = context;
  const ids = new Set<number>();
  const before = TOLD.get(source);
  const problems = new Set<string>();
  TOLD.set(source, problems);
  for await (const page of listPages(source, stop)) {
    for (const { key, message } of page.problems) {
      if (before?.has(key) !== true) log.warn(message);
      problems.add(key);
    }
    for (const { file, how } of store.discover(rule.id, page.files, source.report !== undefined)) {
      ids.add(file.id);
      if (how === 'new' && file.state === 'skipped') log.info(`${file.name}: skipped, ${file.reason}`);
      if (how === 'resend') log.info(`${file.name}: done before, its success is sent again`);
    }
  }
  return ids;
}

async function* listPages(source: Source, signal: AbortSignal): AsyncIterable<Page> {
  yield* source.list(signal);
  const abandoned = await source.listAbandoned?.(signal);
  if (abandoned) yield abandoned;
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
      const about = { ...context, log: context.log.about({ file: file.id }) };
      const { end, stop } = await processFile(about, file).catch(unsettled);
      count(end);
      reason ??= stop;
    }
  }
  await Promise.all(Array.from({ length: context.rule.parallel }, lane));
  if (reason !== null) throw reason as Error;
}

/** Where not even the begin of a run can be stored. */
function unstoredRun({ rule, clock }: RunContext): Run {
  const counts = { listed: 0, succeeded: 0, failed: 0, waiting: 0 };
  return {
    id: 0,
    ruleId: rule.id,
    state: 'running',
    startedAt: clock.now(),
    endedAt: null,
    ...counts,
    error: null,
    warning: null,
  };
}

/** A run whose end cannot be stored says so in the log; the next one finds it running and marks it as interrupted. */
function finishRun(
  { store, stop, log, redact, clock }: RunContext,
  started: Run,
  counts: Pick<Run, 'listed' | 'succeeded' | 'failed' | 'waiting'>,
  error: WherryError | null,
): Run {
  const state = stateOf(error, counts, stop.aborted);
  const run = { ...started, ...counts, state, error: error === null ? null : redact(error.message) };
  try {
    return store.finishRun(run);
  } catch (thrown) {
    log.error(`the end of the run could not be stored: ${toWherryError(thrown).message}`);
    return { ...run, endedAt: clock.now() };
  }
}

/** What was thrown could not be settled, since the store could not be written; the next run recovers the file. */
function unsettled(thrown: unknown): FileEnd {
  return { end: 'released', stop: toWherryError(thrown) };
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
