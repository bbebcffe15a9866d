// The only place in the engine that reads time. Tests pass a fake one (test/helpers/fake-clock.ts).
import { setTimeout as delay } from 'node:timers/promises';
import { cancelled } from './errors.ts';

export interface Clock {
  /** Wall-clock time, epoch ms. */
  now(): number;
  /** Ms since some moment, never set by anybody; whether it goes on while the machine sleeps is the platform's business. */
  monotonic?(): number;
  /** Resolves after `ms`; rejects with a `cancelled` error as soon as the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      throw cancelled(error);
    }
  },
};
