// When a run's own error is told (b67): at first, at most hourly while it lasts, and once that it is over. Pure.
import type { Clock } from '../clock.ts';

const REMINDER_MS = 3_600_000;

export interface Alarm {
  /**
   * A run failed. True: tell it.
   * @param error what makes it the same error, without changing numbers: its code
   */
  failed(error: string): boolean;
  /** A run did its work. True: tell that it works again. */
  recovered(): boolean;
}

/** For one rule, kept from run to run. */
export function createAlarm(clock: Pick<Clock, 'now'>): Alarm {
  const toldAt = new Map<string, number>();
  return {
    failed(error) {
      const now = clock.now();
      const last = toldAt.get(error);
      if (last !== undefined && now - last < REMINDER_MS) return false;
      toldAt.set(error, now);
      return true;
    },
    recovered() {
      const wasRaised = toldAt.size > 0;
      toldAt.clear();
      return wasRaised;
    },
  };
}
