// A clock that stands still until the test moves it.
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '#engine/clock.ts';
import { cancelled } from '#engine/errors.ts';

export interface FakeClock extends Clock {
  monotonic(): number;
  /** Sets the wall clock forward or back, as a sleep of the machine or a person does; sleepers sleep on as long as before. */
  jump(ms: number): void;
  /** How many wait in `sleep` at present. */
  sleeping(): number;
  /** Everything that was slept so far, in the order in which it was asked for. */
  slept(): readonly number[];
  /** Moves the time, waking sleepers at their moment one after another, those included who lie down meanwhile. */
  advance(ms: number): Promise<void>;
  /** Jumps from sleeper to sleeper until nobody sleeps. Only for code that waits for nothing but this clock. */
  runUntilIdle(): Promise<void>;
  /** Jumps from sleeper to sleeper until the promise settles; real I/O may happen in between. */
  runUntilDone<T>(promise: Promise<T>): Promise<T>;
}

interface Sleeper {
  /** In monotonic time. */
  at: number;
  wake(): void;
}

export function createFakeClock(startMs = 1_700_000_000_000): FakeClock {
  let monotonic = 0;
  let wallAtZero = startMs;
  const sleepers = new Set<Sleeper>();
  const slept: number[] = [];

  function next(): Sleeper | undefined {
    return [...sleepers].toSorted((a, b) => a.at - b.at)[0];
  }

  /** Wakes the next one, where it is due by `until`, and lets its code run. */
  async function wakeNext(until: number): Promise<boolean> {
    await turn();
    const sleeper = next();
    if (sleeper === undefined || sleeper.at > until) return false;
    monotonic = Math.max(monotonic, sleeper.at);
    sleeper.wake();
    await turn();
    return true;
  }

  return {
    now: () => wallAtZero + monotonic,
    monotonic: () => monotonic,
    jump(ms) {
      wallAtZero += ms;
    },
    sleep(ms, signal) {
      slept.push(ms);
      if (signal?.aborted === true) return Promise.reject(cancelled(signal.reason));
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper: Sleeper = { at: monotonic + ms, wake: resolve };
      sleepers.add(sleeper);
      const stop = (): void => reject(cancelled(signal?.reason));
      signal?.addEventListener('abort', stop, { once: true });
      return promise.finally(() => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', stop);
      });
    },
    sleeping: () => sleepers.size,
    slept: () => slept,
    async advance(ms) {
      const until = monotonic + ms;
      while (await wakeNext(until));
      monotonic = until;
    },
    async runUntilIdle() {
      while (await wakeNext(Infinity));
    },
    async runUntilDone(promise) {
      const settled = { is: false };
      const settle = (): void => {
        settled.is = true;
      };
      void promise.then(settle, settle);
      while (!settled.is) await wakeNext(Infinity);
      return promise;
    },
  };
}
