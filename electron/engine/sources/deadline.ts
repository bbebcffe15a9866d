// AbortSignal.timeout() keeps its timer and signal for the whole time, also where the work was done in a millisecond;
// thousands of them were the only thing that grew with the number of files.

/**
 * Aborts after `ms` of real time; with `using`, whatever it holds is freed at the end of the block.
 * @param hurry from the moment that its signal aborts, only `ms` more are left
 */
export function startDeadline(
  ms: number,
  hurry?: { when: AbortSignal; ms: number },
): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let timer = setTimeout(abort, ms);
  const shorten = (): void => {
    clearTimeout(timer);
    timer = setTimeout(abort, hurry?.ms);
  };
  if (hurry?.when.aborted === true) shorten();
  else hurry?.when.addEventListener('abort', shorten, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      hurry?.when.removeEventListener('abort', shorten);
    },
  };
}
