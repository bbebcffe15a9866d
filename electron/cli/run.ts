// `wherry run`: as the seed's main.py, once or again and again.
import type { RunEnd } from '#engine/run.ts';
import { createConsole } from './console.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';

export interface RunOptions extends SessionOptions {
  once: boolean;
  /** Seconds. */
  interval: number;
}

export async function run(options: RunOptions): Promise<number> {
  const output = createConsole();
  const session = openSession({ ...options, everyMs: options.interval * 1000 }, output.line);
  session.engine.events.subscribe(output.event);
  const removeHandlers = stopOnSignals(session);
  try {
    session.engine.acquire();
    return options.once ? await runOnce(session) : await runForEver(session);
  } finally {
    removeHandlers();
    session.stopping.done();
    output.end();
    await session.close();
  }
}

async function runOnce({ engine, rule, log, stopping }: Session): Promise<number> {
  const end = await engine.run(rule.id);
  tellEnd(end, log);
  if (stopping.stop.aborted) return EXIT.interrupted;
  if (end.error !== null) return exitCodeOf(end.error);
  return end.run.failed + end.run.waiting > 0 ? EXIT.failed : EXIT.ok;
}

async function runForEver({ engine, rule, log }: Session): Promise<number> {
  await engine.loop(rule.id, (end, waitMs) => {
    tellEnd(end, log);
    log.info(`next run in ${Math.round(waitMs / 1000)} s`);
  });
  return EXIT.ok;
}

function tellEnd({ run: { succeeded, failed, waiting, state }, error }: RunEnd, log: Session['log']): void {
  if (error !== null && state === 'failed')
    log.error(`${error.message}${error.hint === null ? '' : `. ${error.hint}`}`);
  const counts = [
    `${succeeded} succeeded`,
    `${failed} failed`,
    ...(waiting > 0 ? [`${waiting} to be tried again`] : []),
  ];
  log.info(succeeded + failed + waiting === 0 ? `run ${state}: no files` : `run ${state}: ${counts.join(', ')}`);
}

/** First Ctrl-C or SIGTERM: no new file, the running command gets a grace time. Second: by force (b60). */
function stopOnSignals({ stopping, log }: Session): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    log.warn(stopping.stop.aborted ? `${signal} again: ending at once` : `${signal}: finishing what is under way`);
    stopping.request();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}
