// Never more than so many requests in any 60 s (b15), counted per instance, whichever rule sends them.
import type { Clock } from '../clock.ts';
import { abortable } from './abortable.ts';

const WINDOW_MS = 60_000;

export interface RequestLimit {
  /** Resolves when one more request may be sent, and counts it; first come, first served. */
  take(perMinute: number, signal: AbortSignal): Promise<void>;
}

export interface RequestLimits {
  /** The one limit of an instance; every call with the same origin (`https://host:1337`) gives the same. */
  of(origin: string): RequestLimit;
}

export function createRequestLimits(clock: Clock): RequestLimits {
  const limits = new Map<string, RequestLimit>();
  return {
    of(origin) {
      const limit = limits.get(origin) ?? createRequestLimit(clock);
      limits.set(origin, limit);
      return limit;
    },
  };
}

function createRequestLimit(clock: Clock): RequestLimit {
  /** When requests were sent, oldest first; only those of the last window. */
  let sentAt: number[] = [];
  /** Resolves when the last one in the queue has its turn behind it. */
  let queue = Promise.resolve();

  async function waitForRoom(perMinute: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = clock.now();
      // A time in the future: the wall clock was set back, and nobody is to wait an hour for that.
      if ((sentAt.at(-1) ?? now) > now) sentAt = sentAt.filter((at) => at <= now);
      while (sentAt.length > 0 && sentAt[0]! <= now - WINDOW_MS) sentAt.shift();
      const oldest = sentAt.at(-perMinute);
      if (oldest === undefined) break;
      await clock.sleep(oldest + WINDOW_MS - now, signal);
    }
    sentAt.push(clock.now());
  }

  return {
    async take(perMinute, signal) {
      const before = queue;
      const { promise: done, resolve } = Promise.withResolvers<void>();
      queue = before.then(() => done);
      try {
        await abortable(before, signal);
        await waitForRoom(perMinute, signal);
      } finally {
        resolve();
      }
    },
  };
}
