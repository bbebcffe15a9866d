/**
 * Runs never overlap, whatever asks for them: a request during a run queues one more, further requests share that one
 * (b58, b62).
 */
export function createRunner<T>(run: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  let queued: Promise<T> | null = null;

  function start(): Promise<T> {
    queued = null;
    current = run().finally(() => {
      current = null;
    });
    return current;
  }

  return () => {
    if (current === null) return start();
    queued ??= current.then(start, start);
    return queued;
  };
}
