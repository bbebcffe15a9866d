import { cancelled } from '../../errors.ts';

/** The promise's own end, or a `cancelled` error as soon as the signal aborts; the work behind the promise goes on. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled(signal.reason));
    const leave = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).then(leave, leave);
    if (signal.aborted) abort();
  });
}
