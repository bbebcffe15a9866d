export interface Runner<T> {
  /** Runs it; during a run it asks for one more, and everybody who asks meanwhile shares that one. */
  request(): Promise<T>;
  isRunning(): boolean;
  /** The end, good or bad, of everything that was asked for so far. */
  ended(): Promise<void>;
}

/** Runs never overlap, whatever asks for them (b58, b62). */
export function createRunner<T>(run: () => Promise<T>): Runner<T> {
  let current: Promise<T> | null = null;
  let queued: Promise<T> | null = null;

  function start(): Promise<T> {
    queued = null;
    current = run().finally(() => {
      current = null;
    });
    return current;
  }

  return {
    request() {
      if (current === null) return start();
      queued ??= current.then(start, start);
      return queued;
    },
    isRunning: () => current !== null,
    async ended() {
      await Promise.allSettled([current, queued]);
    },
  };
}
