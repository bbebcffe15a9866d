// Positions step:0 ... step:n-1: the operator's commands, in order, up to the first that fails (b51).
import { type FileRow, type Position, stepIndex } from '#shared/file.ts';
import { backoffMs } from './backoff.ts';
import { WherryError } from './errors.ts';
import { type RunContext, positionAfter, tellActivity } from './run-context.ts';
import type { StepResult } from './steps/step.ts';

/**
 * [Note: why a command is not run again after a crash] Its begin is on the disk before it is spawned, and its
 * end is noted after it was reaped. Between the two a crash leaves a file of which nobody knows whether the command did its
 * work; only a person, or a step that is marked idempotent, may run it again (b26).
 */
export async function runSteps(context: RunContext, startFile: FileRow): Promise<FileRow> {
  let file = startFile;
  for (;;) {
    const index = stepIndex(file.position);
    if (index === null) return file;
    context.stop.throwIfAborted();
    file = await runStep(context, file, index, file.position);
    if (file.state !== 'active') return file;
  }
}

async function runStep(context: RunContext, file: FileRow, index: number, position: Position): Promise<FileRow> {
  const { rule, store, log, stop } = context;
  const { name } = rule.steps[index]!;
  const result = await runWithRetries(context, file, index, position);
  if (result.ended === 'cancelled') {
    const interrupted = store.recover(file.id, () => false, `Wherry was stopped`);
    log.error(`${file.name}: ${name} was ended because Wherry was stopped`);
    context.tell(interrupted);
    return interrupted;
  }
  if (result.outcome === 'failed') {
    log.error(`${file.name}: ${result.error}`);
    if (rule.retry.backlogsCommands) {
      store.advance(file.id, position, position, result);
      throw new WherryError('command-failed', result.error ?? `${name}: failed`, { kind: 'transient' });
    }
    return store.conclude(file.id, position, { outcome: 'failed', error: result.error ?? `${name}: failed` }, result);
  }
  log.info(`${file.name}: ${name} succeeded in ${result.durationMs} ms`);
  const next = positionAfter(rule, index + 1);
  if (next === 'report') return store.conclude(file.id, position, { outcome: 'succeeded' }, result);
  const advanced = store.advance(file.id, position, next, result);
  if (stop.aborted) return store.release(advanced.id, 'stopped');
  return advanced;
}

/** At once, within the run; each try has a begin and a result of its own in the file's story. */
async function runWithRetries(
  context: RunContext,
  file: FileRow,
  index: number,
  position: Position,
): Promise<StepResult> {
  const { rule, steps, store, space, clock, log, stop, stopCommands, kill } = context;
  const { retries } = rule.steps[index]!;
  for (let failures = 1; ; failures++) {
    await space.toGoOn();
    tellActivity(context, file, 'running');
    store.begin(file.id, position);
    await store.onDisk();
    const result = await steps[index]!.run(
      { id: file.id, externalId: file.externalId, path: file.localPath!, record: file.meta },
      { log, signal: stopCommands, kill, directory: rule.targetDirectory },
    );
    const isLast = result.outcome === 'succeeded' || result.ended === 'cancelled' || failures > retries;
    if (isLast || stop.aborted) return result;
    store.advance(file.id, position, position, result);
    const waitMs = backoffMs(rule.retry, failures);
    log.warn(`${file.name}: ${result.error}; try ${failures + 1} of ${retries + 1} in ${waitMs} ms`);
    await clock.sleep(waitMs, stop);
  }
}
