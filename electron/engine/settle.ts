// What becomes of a file on whose way something was thrown. The only place that decides it.
import { type FileRow, stepIndex } from '#shared/file.ts';
import { backoffMs } from './backoff.ts';
import type { WherryError } from './errors.ts';
import type { FileEnd, RunContext } from './run-context.ts';

/** Transient by nature, but a file that still shows it after all tries of a run has a lasting fault (b32). */
const LASTING = new Set(['size-mismatch', 'md5-mismatch', 'checksum-mismatch']);
/** The source has no such file any more, or another content, which is a file of its own: nothing has failed. */
const UNWANTED = new Set(['gone', 'changed']);
/** Would hit every other file of the run as well. */
const ENDS_RUN = new Set(['disk-full', 'claim-failed']);

/**
 * - transient: waits, until it has failed too often, then fails
 * - permanent, internal: fails (`report`: the caller goes on with the report)
 * - config, a full disk, a claim that could not be written: released as it was, and the run stops
 * - cancelled: released
 * - gone or changed at the source: left, unless a person has asked for it
 */
export function settle(context: RunContext, file: FileRow, error: WherryError): FileEnd | 'report' {
  const { store, rule, clock, log } = context;
  const reason = describe(context, file, error);
  if (error.kind === 'cancelled') {
    store.release(file.id, 'stopped');
    return { end: 'released', stop: null };
  }
  if (error.kind === 'config' || ENDS_RUN.has(error.code)) {
    store.release(file.id, reason);
    return { end: 'released', stop: error };
  }
  if (UNWANTED.has(error.code) && file.requeuedAt === null) {
    log.info(`${file.name}: left, ${error.message}`);
    store.release(file.id, reason, true);
    return { end: 'released', stop: null };
  }
  const failures = file.failures + 1;
  const mayWait = error.kind === 'transient' && !LASTING.has(error.code) && failures < rule.retry.quarantineAfter;
  if (mayWait) {
    const delayMs = error.retryAfterMs ?? backoffMs({ ...rule.retry, delayMs: BETWEEN_RUNS_MS }, failures);
    store.wait(file.id, clock.now() + delayMs, reason, true);
    log.warn(`${file.name}: ${reason}; tried again in ${Math.ceil(delayMs / 1000)} s`);
    return { end: 'waiting', stop: null };
  }
  if (error.kind === 'internal') log.error(`${file.name}: ${error.stack ?? error.message}`);
  store.conclude(file.id, file.position, { outcome: 'failed', error: reason });
  return 'report';
}

/** The first wait between runs; it doubles up to the rule's cap (b15: 15 min). */
const BETWEEN_RUNS_MS = 30_000;

/** Begins with the step that failed (b22). */
function describe({ redact, rule }: RunContext, file: FileRow, error: WherryError): string {
  const index = stepIndex(file.position);
  const download = error.code.endsWith('-mismatch') ? 'verify' : 'download';
  const step = index === null ? download : (rule.steps[index]?.name ?? file.position);
  const message = redact(error.message);
  return message.startsWith(`${step}: `) ? message : `${step}: ${message}`;
}
