import type { Log } from '#engine/log.ts';
import { onStopSignal, type Stopping } from '#engine/stopping.ts';

/**
 * First Ctrl-C or SIGTERM: no new file, the running command gets a grace time. Second: by force (b60).
 * @returns the function that ends it
 */
export function stopOnSignals(stopping: Stopping, log: Log): () => void {
  return onStopSignal((signal) => {
    log.warn(stopping.stop.aborted ? `${signal} again: ending at once` : `${signal}: finishing what is under way`);
    stopping.request();
  });
}
