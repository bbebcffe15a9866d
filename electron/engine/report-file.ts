// Position report: a file that succeeded goes to the success folder, people are told, and the source is told.
// Every part may be repeated; the commands are behind us and are never run again to get here (b24).
import fs from 'node:fs/promises';
import path from 'node:path';
import type { FileRow } from '#shared/file.ts';
import { backoffMs } from './backoff.ts';
import { toWherryError, WherryError } from './errors.ts';
import { suffixOf } from './local-name.ts';
import { publishUnderFreeName } from './publish.ts';
import { type FileEnd, type RunContext, tellActivity } from './run-context.ts';
import { startDeadline } from './sources/deadline.ts';
import type { OutboxReport } from './store/outbox.ts';

export async function reportFile(context: RunContext, file: FileRow): Promise<FileEnd> {
  const { source, store, rule, log } = context;
  if (file.state !== 'active') return { end: 'released', stop: null };
  await store.onDisk();
  const report = store.reportOf(file.id)!;
  const moved = await moveToSuccess(context, file);
  if (report.tries === 0) context.tell(moved);
  tellActivity(context, file, 'reporting');
  const end = report.outcome;
  const problem = await deliver(context, report);
  if (problem === null) {
    const finished = store.finish(file.id, rule.retry.quarantineAfter, source.report !== undefined);
    if (finished.state === 'quarantined') {
      log.error(
        `${file.name}: set aside after ${finished.failures} failures; "wherry retry ${file.id}" tries it again`,
      );
    }
    return { end, stop: null };
  }
  store.wait(file.id, problem.nextTryAt, `not yet reported: ${problem.message}`, false);
  return isAboutRecord(problem.error) ? { end: 'waiting', stop: null } : { end, stop: problem.error };
}

/** Reports about files that do not wait for them: interrupted ones, and successes that the source has lost (b28). */
export async function deliverOutbox(context: RunContext): Promise<FileRow[]> {
  const delivered: FileRow[] = [];
  for (const report of context.store.dueReports(context.rule.id)) {
    if (['ready', 'waiting', 'active'].includes(report.file.state)) continue;
    if (report.tries === 0 && report.file.state === 'interrupted') context.tell(report.file);
    const problem = await deliver(context, report);
    if (problem !== null && !isAboutRecord(problem.error)) break;
    if (problem !== null) continue;
    context.store.delivered(report.id, context.source.report !== undefined);
    delivered.push(report.file);
  }
  return delivered;
}

/** What a server says of one record only: the reports behind it are sent all the same. */
const ABOUT_RECORD = new Set([
  'bad-request',
  'forbidden',
  'refused',
  'not-found',
  'method-refused',
  'wrong-record',
  'bad-attributes',
  'write-back-ignored',
  'write-back-refused',
]);

function isAboutRecord(error: WherryError): boolean {
  return ABOUT_RECORD.has(error.code);
}

interface Undelivered {
  error: WherryError;
  message: string;
  nextTryAt: number;
}

/** Null where the source has it, or has no such record any more, so that there is nobody to tell. */
async function deliver(context: RunContext, report: OutboxReport): Promise<Undelivered | null> {
  const { source, store, clock, log, redact, rule, stop } = context;
  if (source.report === undefined) return null;
  const { file, outcome, error } = report;
  const status = outcome === 'succeeded' ? 'SUCCESS' : 'FAILED';
  using deadline = startDeadline(REPORT_MS, { when: stop, ms: STOPPING_MS });
  try {
    await source.report(file, { outcome, error }, deadline.signal);
    log.about({ file: file.id }).info(`${file.name}: reported ${status}${error === null ? '' : ` (${error})`}`);
    return null;
  } catch (thrown) {
    const problem = deadline.signal.aborted ? tooSlow(status, thrown) : toWherryError(thrown);
    if (problem.code === 'record-gone') {
      log.about({ file: file.id }).warn(`${file.name}: ${status} not reported, its record is gone`);
      return null;
    }
    const message = redact(problem.message);
    const nextTryAt =
      clock.now() + (problem.retryAfterMs ?? backoffMs({ ...rule.retry, delayMs: 5_000 }, report.tries + 1));
    store.undelivered(report.id, nextTryAt, message);
    log
      .about({ file: file.id })
      .warn(`${file.name}: ${status} not yet reported, it is kept and sent again: ${message}`);
    return { error: problem, message, nextTryAt };
  }
}

/** Longer than the request limit can make it wait (b15). */
const REPORT_MS = 300_000;
/** A report is tried, or gone on with, even while we are being stopped, but nobody waits long for that. */
const STOPPING_MS = 10_000;

/** Our own deadline is no wish of a person to stop: the run tells what is wrong. */
function tooSlow(status: string, cause: unknown): WherryError {
  const message = `${status} was not accepted in time`;
  return new WherryError('report-too-slow', message, { kind: 'transient', cause });
}

/**
 * A file that is not where it was has been moved or removed by the command, or by us just before a crash: no error
 * (b54). A failed move never changes the outcome (b56).
 */
async function moveToSuccess(context: RunContext, file: FileRow): Promise<FileRow> {
  const { rule, store, log } = context;
  const { localPath: from } = file;
  if (file.outcome !== 'succeeded' || rule.successDirectory === null || from === null) return file;
  const success = path.join(rule.targetDirectory, rule.successDirectory);
  // Folders of its own stay (sources with a `localPath`); a target that was changed since has none of them.
  if (isBelow(success, from)) return file;
  const below = isBelow(rule.targetDirectory, from) ? path.relative(rule.targetDirectory, path.dirname(from)) : '';
  const directory = path.join(success, below);
  if ((await fs.stat(from).catch(() => null)) === null) return file;
  tellActivity(context, file, 'moving');
  try {
    await fs.mkdir(directory, { recursive: true });
    const to = await publishUnderFreeName(from, {
      directory,
      name: path.basename(from),
      suffix: suffixOf(file),
      isReserved: () => false,
      onChosen: () => Promise.resolve(),
    });
    return store.reserve(file.id, to);
  } catch (thrown) {
    log.warn(
      `${file.name}: the command succeeded, but the file could not be moved to ${directory}: ${toWherryError(thrown).message}`,
    );
    return file;
  }
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
