// What a client is told, and what is left out: pure, time is passed in.
import { expect, test } from 'vitest';
import type { EngineEvent } from '#shared/event.ts';
import type { FileRow } from '#shared/file.ts';
import { createEventQueue } from '#server/event-queue.ts';

const progress = (fileId: number, receivedBytes: number): EngineEvent => ({
  type: 'file-progress',
  fileId,
  name: 'a.csv',
  receivedBytes,
  totalBytes: 100,
});
const changed = (id: number, attempt: number): EngineEvent => ({
  type: 'file-changed',
  file: { id, attempt } as FileRow,
});
const line = (message: string): EngineEvent => ({
  type: 'log-line',
  line: { at: 0, level: 'info', rule: null, file: null, message },
});

test('what is not repeated is told in order, and completely', () => {
  const queue = createEventQueue(100);
  const events = ['a', 'b', 'c'].map(line);
  for (const event of events) queue.push(event, 0);
  expect([queue.take(0), queue.take(0)]).toEqual([events, []]);
});

test('progress is told at once, then four times a second and file, the newest each time', () => {
  const queue = createEventQueue(100);
  const told: EngineEvent[] = [];
  for (let now = 0; now < 1_000; now += 10) {
    queue.push(progress(1, now), now);
    queue.push(progress(2, now), now);
    told.push(...queue.take(now));
  }
  expect(told).toEqual([0, 250, 500, 750].flatMap((now) => [progress(1, now), progress(2, now)]));
  expect(queue.nextAt()).toBe(1_000);
});

test('progress that was held back is told later, when nothing comes after it', () => {
  const queue = createEventQueue(100);
  queue.push(progress(1, 10), 0);
  queue.take(0);
  queue.push(progress(1, 100), 20);
  expect([queue.take(20), queue.nextAt(), queue.take(250)]).toEqual([[], 250, [progress(1, 100)]]);
});

test('progress is not told after what has followed it', () => {
  const queue = createEventQueue(100);
  queue.push(progress(1, 10), 0);
  queue.push({ type: 'file-activity', fileId: 1, activity: 'verifying' }, 0);
  queue.push(progress(2, 10), 0);
  queue.push(changed(2, 1), 0);
  expect(queue.take(0).map(({ type }) => type)).toEqual(['file-activity', 'file-changed']);
});

test('of a file that has changed several times the last state is told, after what came before it', () => {
  const queue = createEventQueue(100);
  for (const event of [changed(1, 1), changed(2, 1), line('x'), changed(1, 2), line('y')]) queue.push(event, 0);
  expect(queue.take(0)).toEqual([changed(2, 1), line('x'), changed(1, 2), line('y')]);
});

test('a client that leaves more waiting than allowed is too slow', () => {
  const queue = createEventQueue(3);
  expect(['a', 'b', 'c', 'd'].map((message) => queue.push(line(message), 0))).toEqual([true, true, true, false]);
});
