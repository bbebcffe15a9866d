// The stream of events over real sockets.
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { EngineEvent } from '#shared/event.ts';
import { STREAM_LIMITS } from '#server/event-stream.ts';
import { readEvents } from '#server/read-events.ts';
import { serverHere } from './server-here.ts';

const line = (message: string): EngineEvent => ({
  type: 'log-line',
  line: { at: 0, level: 'info', rule: null, file: null, message },
});
const messageOf = (event: EngineEvent) => (event.type === 'log-line' ? event.line.message : event.type);

test('events arrive in order, whatever they hold', async () => {
  const { listen, emit } = await serverHere();
  const response = await listen();
  const messages = [...Array.from({ length: 500 }, (_, index) => String(index)), 'data: x\n\ndata: y', 'ä€😀'];
  for (const message of messages) emit(line(message));
  const told: string[] = [];
  for await (const event of readEvents(response, () => {})) {
    if (told.push(messageOf(event)) === messages.length) break;
  }
  expect([response.headers['content-type'], told]).toEqual(['text/event-stream; charset=utf-8', messages]);
});

test('each who listens is told everything', async () => {
  const { listen, emit, followers } = await serverHere();
  const responses = await Promise.all([listen(), listen(), listen()]);
  await vi.waitFor(() => expect(followers()).toBe(3));
  emit(line('hello'));
  for (const response of responses) {
    const { value } = await readEvents(response, () => {}).next();
    expect(value).toEqual(line('hello'));
  }
});

test('a silent stream says now and then that it is there', async () => {
  const { listen } = await serverHere({ streamLimits: { ...STREAM_LIMITS, heartbeatMs: 20 } });
  const pieces: string[] = [];
  for await (const piece of await listen()) {
    pieces.push(String(piece));
    if (pieces.join('').split('still here').length > 3) break;
  }
  expect(pieces.join('')).toMatch(/^: welcome\n\n(: still here\n\n){3,}$/);
});

test('who goes away is forgotten', async () => {
  const { listen, followers } = await serverHere();
  const response = await listen();
  await vi.waitFor(() => expect(followers()).toBe(1));
  response.destroy();
  await vi.waitFor(() => expect(followers()).toBe(0));
});

/** Emits until nobody follows any more, at most 200 MB. */
async function emitUntilAlone({ emit, followers }: Awaited<ReturnType<typeof serverHere>>): Promise<number> {
  const text = 'x'.repeat(10_000);
  for (let count = 1; count <= 20_000; count++) {
    emit(line(text));
    if (count % 20 === 0) await turn();
    if (followers() === 0) return count;
  }
  return Infinity;
}

test('who does not read is cut off when too much waits, and holds up nobody', async () => {
  const server = await serverHere({ streamLimits: { ...STREAM_LIMITS, waiting: 500, gatherMs: 0 } });
  const response = await server.listen();
  await vi.waitFor(() => expect(server.followers()).toBe(1));
  expect(await emitUntilAlone(server)).toBeLessThan(20_000);
  // It connects again, and is told what comes then.
  const again = await server.listen();
  server.emit(line('again'));
  expect(await readEvents(again, () => {}).next()).toMatchObject({ value: line('again') });
  await expect(readAll(response)).rejects.toThrow('aborted');
});

async function readAll(response: AsyncIterable<unknown>): Promise<void> {
  for await (const piece of response) void piece;
}

test('who has read nothing from one sign of life to the next is cut off, although little waits', async () => {
  const server = await serverHere({ streamLimits: { waiting: 1_000_000, gatherMs: 0, heartbeatMs: 50 } });
  await server.listen();
  await vi.waitFor(() => expect(server.followers()).toBe(1));
  expect(await emitUntilAlone(server)).toBeLessThan(20_000);
});

test('at the end of the server the streams end, and it can be closed twice', async () => {
  const server = await serverHere();
  const response = await server.listen();
  const [read] = await Promise.all([readAll(response), server.close()]);
  await server.close();
  expect([read, server.followers()]).toEqual([undefined, 0]);
});
