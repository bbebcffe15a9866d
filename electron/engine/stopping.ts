// How the engine is asked to stop (b60).
import type { Clock } from './clock.ts';

/** A running command may go on for so long after the first request. */
const GRACE_MS = 10_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface Stopping {
  /** Aborted at the first request: nothing new is begun, downloads end. */
  stop: AbortSignal;
  /** Aborted when the grace time of a running command is over. */
  stopCommands: AbortSignal;
  /** Aborted at the second request: commands are ended by force. */
  kill: AbortSignal;
  /** First call: stop. Second, or after `finish`: kill. */
  request(): void;
  /** Stop, but a command that runs may take all the time that it needs. */
  finish(): void;
  /** The work is over: nothing waits for the grace time any more. */
  done(): void;
}

export function createStopping(clock: Clock): Stopping {
  const [stop, stopCommands, kill] = [new AbortController(), new AbortController(), new AbortController()];
  const over = new AbortController();
  return {
    stop: stop.signal,
    stopCommands: stopCommands.signal,
    kill: kill.signal,
    request() {
      if (stop.signal.aborted) {
        kill.abort();
        stopCommands.abort();
        return;
      }
      stop.abort();
      clock.sleep(GRACE_MS, AbortSignal.any([kill.signal, over.signal])).then(
        () => stopCommands.abort(),
        () => 'not needed any more',
      );
    },
    finish: () => stop.abort(),
    done: () => over.abort(),
  };
}

/**
 * Ctrl-C, and what a system sends to end a process. Only this listener hears them: `when-exit`, which `conf` brings, raises
 * each signal a second time, and that would be taken for a second request.
 * @returns the function that ends it
 */
export function onStopSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void {
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, listener);
  }
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
