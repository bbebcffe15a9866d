// AbortSignal.timeout() keeps its timer and signal for the whole time, also where the work was done in a millisecond;
// thousands of them were the only thing that grew with the number of files.

/** Aborts after `ms` of real time; with `using`, whatever it holds is freed at the end of the block. */
export function startDeadline(ms: number): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}
