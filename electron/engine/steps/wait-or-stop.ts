// Waits for the end of a command, or ends it: at its time limit, when asked to (b48, b60), by force when asked again.
// The operator's times are the clock's; how long the system takes to end processes and to hand over output is real time.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Child, Exit } from './child.ts';
import { endTree, isTreeAlive } from './process-tree.ts';

export interface Stops {
  timeoutMs: number | null;
  /** Asks the whole tree to end, and ends it by force after `graceMs`. */
  signal: AbortSignal;
  /** Ends the grace time. */
  kill: AbortSignal;
  graceMs: number;
  clock: Clock;
}

export interface End extends Exit {
  /** Why we ended it; null: it ended by itself or somebody else ended it. */
  stopped: 'timeout' | 'cancelled' | null;
}

/** Longest timer of Node; a longer one would fire at once. About 24 days. */
const LONGEST_MS = 2 ** 31 - 1;
/** How often we look whether descendants of an ended child are gone. */
const POLL_MS = 50;
/** Output written before the end arrives without pauses like this; two in a row mean that a descendant holds it open. */
const QUIET_MS = 100;
/** A descendant that goes on writing is listened to for at most so many of them. */
const DRAIN_ROUNDS = 20;

export async function waitOrStop(child: Child, { timeoutMs, signal, kill, graceMs, clock }: Stops): Promise<End> {
  const ended = new AbortController();
  const reasons: Promise<End['stopped']>[] = [
    child.exit.then(() => null),
    aborted(AbortSignal.any([signal, kill]), ended.signal).then(() => 'cancelled'),
  ];
  if (timeoutMs !== null) {
    reasons.push(pause(clock, Math.min(timeoutMs, LONGEST_MS), ended.signal).then(() => 'timeout'));
  }
  const stopped = await Promise.race(reasons);
  if (stopped !== null) {
    endTree(child.pid, 'ask');
    const isGone = await Promise.race([
      treeGone(child, ended.signal).then(() => true),
      pause(clock, graceMs, kill).then(() => false),
    ]);
    if (!isGone) endTree(child.pid, 'force');
  }
  const exit = await child.exit;
  await drained(child);
  ended.abort('it has ended');
  return { ...exit, stopped };
}

/** Resolves when the child has ended and its descendants with it. */
async function treeGone(child: Child, ended: AbortSignal): Promise<void> {
  await child.exit;
  while (isTreeAlive(child.pid) && !ended.aborted) await delay(POLL_MS);
}

/** Everything that the command wrote before its end has arrived; a daemon that it left behind is not waited for. */
async function drained(child: Child): Promise<void> {
  const closed = child.closed.then(() => true);
  let quiet = 0;
  for (let round = 0; round < DRAIN_ROUNDS && quiet < 2; round++) {
    const received = child.receivedBytes();
    // The output itself keeps this process alive; a timer that is left behind must not.
    if (await Promise.race([closed, delay(QUIET_MS, false, { ref: false })])) return;
    quiet = child.receivedBytes() === received ? quiet + 1 : 0;
  }
  child.abandonOutput();
}

async function aborted(signal: AbortSignal, ended: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort', { signal: ended });
}

/** Ends after `ms`, or as soon as the signal aborts. */
async function pause(clock: Clock, ms: number, until: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, until);
  } catch (error) {
    if (!until.aborted) throw error;
  }
}
