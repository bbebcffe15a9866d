import type { Log } from '#engine/log.ts';
import type { Stopping } from '#engine/stopping.ts';

/**
 * First Ctrl-C or SIGTERM: no new file, the running command gets a grace time. Second: by force (b60).
 * @returns the function that ends it
 */
export function stopOnSignals(stopping: Stopping, log: Log): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
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
