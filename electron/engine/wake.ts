// Sleep, and clocks that are set (b61). A process that looks at the time every few seconds and finds that much more has
// passed was asleep, or the clock was set forward: both mean that slots may have been missed. A wall clock that falls
// behind the monotonic one was set back.
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Source } from './sources/source.ts';

/** More than a busy machine lets us wait. */
const ASLEEP_MS = 30_000;
/** Clocks are slewed by less all the time. */
const SET_BACK_MS = 2_000;
/** The network needs so long after a wake, and errors of runs in it are no news (b61). */
const QUIET_MS = 60_000;

export interface WakeWatch {
  /** To be called at least every `everyMs`. `jumpMs`: how far the wall clock was set back (negative) or slept (positive). */
  look(): { kind: 'awake' } | { kind: 'woke' | 'set-back'; jumpMs: number };
  /** The end of the first minute after the last wake, epoch ms; 0: there was none. */
  quietUntil(): number;
}

export function createWakeWatch(clock: Clock, everyMs: number): WakeWatch {
  const monotonic = (): number => clock.monotonic?.() ?? clock.now();
  let [wall, steady] = [clock.now(), monotonic()];
  let quietUntil = 0;
  return {
    look() {
      const [wallMs, steadyMs] = [clock.now() - wall, monotonic() - steady];
      [wall, steady] = [wall + wallMs, steady + steadyMs];
      if (steadyMs - wallMs > SET_BACK_MS) {
        quietUntil = 0;
        return { kind: 'set-back', jumpMs: wallMs - steadyMs };
      }
      if (wallMs < everyMs + ASLEEP_MS) return { kind: 'awake' };
      quietUntil = wall + QUIET_MS;
      return { kind: 'woke', jumpMs: wallMs };
    },
    // A run may end in the moment of the wake, before anybody looked.
    quietUntil: () => (clock.now() - wall < everyMs + ASLEEP_MS ? quietUntil : clock.now() + QUIET_MS),
  };
}

/** A minute and a half at most, with the tries themselves. */
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const CONNECT_TIMEOUT_MS = 5_000;

export interface NetworkOptions {
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

/**
 * Waits until a source's address accepts a TCP connection. Gives up after a while, and never throws: the run that
 * follows tells what is wrong, with all that it knows.
 */
export async function waitForNetwork(
  address: Source['address'],
  { clock, log, signal }: NetworkOptions,
): Promise<void> {
  if (address === null) return;
  for (const delayMs of RETRY_DELAYS_MS) {
    if (signal.aborted || (await canConnect(address))) return;
    log.debug(`${address.host} cannot be reached yet; asking again in ${delayMs / 1000} s`);
    await clock.sleep(delayMs, signal).catch(() => 'stopped: the next look at the signal ends it');
  }
}

async function canConnect(target: { host: string; port: number }): Promise<boolean> {
  const socket = net.connect(target);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const over = new AbortController();
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  void delay(CONNECT_TIMEOUT_MS, undefined, { signal: over.signal }).then(
    () => resolve(false),
    () => 'not needed any more',
  );
  try {
    return await promise;
  } finally {
    over.abort();
    socket.destroy();
  }
}
