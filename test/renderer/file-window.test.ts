import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallInput, CallOutput } from '#shared/api.ts';
import { createDoingStore } from '../../renderer/files/doing-store.ts';
import { NEWEST_FIRST, type FileQuery } from '../../renderer/files/file-query.ts';
import { createFileWindow, PAGE_ROWS } from '../../renderer/files/file-window.ts';
import { createFrameQueue } from '../../renderer/ui/frame-queue.ts';
import { listedFile } from './listed-file.ts';

const ALL: FileQuery = { states: null, ruleId: null, search: null, sort: NEWEST_FIRST };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A table over `count` files, numbered from 1, newest first; frames come when `frame` is called. */
function openTable(count: number) {
  const files = Array.from({ length: count }, (_, index) => listedFile({ id: index + 1 }));
  const asked: CallInput<'file.list'>[] = [];
  const flushes: (() => void)[] = [];
  const doing = createDoingStore();
  let failure: Error | null = null;
  async function list(input: CallInput<'file.list'>): Promise<CallOutput<'file.list'>> {
    asked.push(input);
    if (failure) throw failure;
    const ordered = files.toReversed();
    return { files: ordered.slice(input.offset, input.offset + input.limit), total: ordered.length };
  }
  const table = createFileWindow({ query: ALL, list, doing, frames: createFrameQueue((flush) => flushes.push(flush)) });
  return {
    table,
    asked,
    doing,
    frame: () => flushes.splice(0).forEach((flush) => flush()),
    settle: () => vi.advanceTimersByTimeAsync(0),
    comes(id: number) {
      const file = listedFile({ id });
      files.push(file);
      table.heed({ type: 'file-changed', file });
    },
    changes(id: number, changes: Parameters<typeof listedFile>[0]) {
      const file = listedFile({ ...changes, id });
      files[id - 1] = file;
      table.heed({ type: 'file-changed', file });
    },
    fails: (error: Error | null) => void (failure = error),
  };
}

test('only the pages in sight are asked for', async () => {
  const { table, asked, settle } = openTable(100_000);
  await settle();
  expect(table.getTotal()).toBe(100_000);
  table.show(50_000, 50_030);
  table.setAtTop(false);
  await settle();
  expect(asked.map(({ offset }) => offset)).toEqual([0, 50_000]);
  expect(table.getRow(50_010)?.file.id).toBe(100_000 - 50_010);
  expect(table.getRow(70_000)).toBeUndefined();
});

test('a file that changes is drawn again in its place, once a frame', async () => {
  const { table, changes, settle, frame } = openTable(10);
  await settle();
  frame();
  let drawn = 0;
  table.subscribeRow(3, () => void drawn++);
  changes(7, { state: 'active' });
  changes(7, { state: 'active', position: 'step:0' });
  expect(drawn).toBe(0);
  frame();
  expect(drawn).toBe(1);
  expect(table.getRow(3)?.file.position).toBe('step:0');
});

test('progress reaches the row of its file', async () => {
  const { table, doing, settle } = openTable(10);
  await settle();
  const event = { type: 'file-progress', fileId: 10, name: 'x', receivedBytes: 5, totalBytes: 10 } as const;
  doing.heed(event, 0);
  table.heed(event);
  expect(table.getRow(0)?.doing?.receivedBytes).toBe(5);
});

test('a new file comes in at the top within a second (b71)', async () => {
  const { table, comes, settle } = openTable(10);
  await settle();
  comes(11);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(table.getRow(0)?.file.id).toBe(11);
  expect(table.getTotal()).toBe(11);
  expect(table.getNewFiles()).toBe(0);
});

test('while one looks further down nothing moves: new files are counted, and come when asked for', async () => {
  const { table, comes, settle } = openTable(1_000);
  await settle();
  table.show(500, 530);
  table.setAtTop(false);
  await settle();
  const before = table.getRow(510);
  comes(1_001);
  comes(1_002);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(table.getRow(510)).toBe(before);
  expect(table.getNewFiles()).toBe(2);
  table.show(0, 30);
  table.setAtTop(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(table.getTotal()).toBe(1_002);
  expect(table.getNewFiles()).toBe(0);
  expect(table.getRow(0)?.file.id).toBe(1_002);
});

test('a page asked for after new files have come joins those that were there without a gap', async () => {
  const { table, comes, settle } = openTable(1_000);
  await settle();
  table.show(PAGE_ROWS - 10, PAGE_ROWS - 5);
  table.setAtTop(false);
  comes(1_001);
  comes(1_002);
  table.show(PAGE_ROWS - 10, PAGE_ROWS + 10);
  table.setAtTop(false);
  await settle();
  expect(table.getRow(PAGE_ROWS - 1)?.file.id).toBe(1_000 - PAGE_ROWS + 1);
  expect(table.getRow(PAGE_ROWS)?.file.id).toBe(1_000 - PAGE_ROWS);
});

test('a thousand changes ask for the rows once a second at most', async () => {
  const { changes, asked, settle } = openTable(100);
  await settle();
  for (let n = 0; n < 1_000; n++) changes((n % 100) + 1, { attempt: n });
  await vi.advanceTimersByTimeAsync(3_500);
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('what could not be asked is told, and gone after the next answer', async () => {
  const { table, fails, settle } = openTable(10);
  await settle();
  fails(new Error('away'));
  table.refresh();
  await settle();
  expect(table.getTrouble()?.message).toBe('away');
  expect(table.getRow(0)).toBeDefined();
  fails(null);
  table.refresh();
  await settle();
  expect(table.getTrouble()).toBeNull();
});

test('a table that was closed asks nothing more', async () => {
  const { table, comes, asked, settle } = openTable(10);
  await settle();
  table.close();
  comes(11);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toHaveLength(1);
});
