// Server-sent events to one client. A client that does not read is cut off: it connects again and asks for what it missed.
import type { ServerResponse } from 'node:http';
import type { EngineEvent } from '#shared/event.ts';
import { createEventQueue } from './event-queue.ts';
import { GUARD_HEADERS } from './page.ts';

export type Subscribe = (listener: (event: EngineEvent) => void) => () => void;

export interface StreamLimits {
  /** Events that may wait for a client. */
  waiting: number;
  /** Events of so many ms go out together. */
  gatherMs: number;
  /** A comment each time, so that both ends notice a line that is dead; a client that has read nothing since is cut off. */
  heartbeatMs: number;
}

export const STREAM_LIMITS: StreamLimits = { waiting: 20_000, gatherMs: 25, heartbeatMs: 15_000 };

/** Ends with the client, or by the function that it returns. `onEnd` is called once, whoever ends it. */
export function streamEvents(
  response: ServerResponse,
  subscribe: Subscribe,
  { waiting, gatherMs, heartbeatMs }: StreamLimits,
  onEnd: () => void,
): () => void {
  const queue = createEventQueue(waiting);
  let timer: NodeJS.Timeout | null = null;
  let timerAt = Infinity;
  let isBlocked = false;
  let wasBlocked = false;

  function sendSoon(): void {
    const next = queue.nextAt();
    if (isBlocked || next === null) return;
    const now = performance.now();
    const at = Math.max(next, now + gatherMs);
    if (timer !== null && timerAt <= at) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(send, at - now);
    timerAt = at;
  }

  function send(): void {
    timer = null;
    const events = queue.take(performance.now());
    if (events.length > 0) write(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
    sendSoon();
  }

  function write(text: string): void {
    isBlocked = !response.write(text);
  }

  const unsubscribe = subscribe((event) => {
    if (queue.push(event, performance.now())) sendSoon();
    else response.destroy();
  });
  const heartbeat = setInterval(() => {
    if (isBlocked && wasBlocked) response.destroy();
    else if (!isBlocked) write(': still here\n\n');
    wasBlocked = isBlocked;
  }, heartbeatMs);

  response.on('drain', () => {
    isBlocked = wasBlocked = false;
    sendSoon();
  });
  response.on('close', () => {
    unsubscribe();
    clearInterval(heartbeat);
    if (timer !== null) clearTimeout(timer);
    onEnd();
  });
  // A client that goes away while we write.
  response.on('error', () => response.destroy());
  response.writeHead(200, {
    ...GUARD_HEADERS,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  write(': welcome\n\n');
  return () => response.end();
}
