// Rows that are loaded as they are seen: over an ordered list that can be changed while a page is on its way.
import { describe, expect, it, vi } from 'vitest';
import { createPagedRows } from '../../renderer/ui/paged-rows.ts';

interface Row {
  id: number;
  text: string;
}

function createList(length: number) {
  let list: Row[] = Array.from({ length }, (_, id) => ({ id, text: `row ${id}` }));
  const asked: number[] = [];
  let failure: Error | null = null;
  return {
    asked,
    set: (next: Row[]) => void (list = next),
    fail: (error: Error | null) => void (failure = error),
    async load(offset: number, limit: number) {
      asked.push(offset);
      const answer = { rows: list.slice(offset, offset + limit), total: list.length };
      await Promise.resolve();
      if (failure) throw failure;
      return answer;
    },
  };
}

function open(list: ReturnType<typeof createList>) {
  return createPagedRows<Row>({
    idOf: (row) => row.id,
    load: list.load,
    pageSize: 10,
    schedule: (tell) => tell(),
    reloadEveryMs: 0,
  });
}

describe('rows of a long list', () => {
  it('only what is seen is asked for', async () => {
    const list = createList(1_000);
    const rows = open(list);
    await vi.waitFor(() => expect(rows.getTotal()).toBe(1_000));
    rows.show(495, 512);
    await vi.waitFor(() => expect(rows.getRow(512)?.id).toBe(512));
    expect(list.asked).toEqual([0, 490, 500, 510]);
    expect(rows.getRow(200)).toBeUndefined();
  });

  it('a row that changes is told to those who show it, and to nobody else', async () => {
    const list = createList(30);
    const rows = open(list);
    await vi.waitFor(() => expect(rows.getTotal()).toBe(30));
    const [third, fourth] = [vi.fn(), vi.fn()];
    rows.subscribeRow(3, third);
    rows.subscribeRow(4, fourth);
    expect(rows.patch(3, (row) => ({ ...row, text: 'changed' }))).toBe(true);
    expect(rows.getRow(3)?.text).toBe('changed');
    expect(third).toHaveBeenCalledOnce();
    expect(fourth).not.toHaveBeenCalled();
  });

  it('a change of a row that is not loaded changes nothing', async () => {
    const list = createList(30);
    const rows = open(list);
    await vi.waitFor(() => expect(rows.getTotal()).toBe(30));
    expect(rows.patch(25, (row) => ({ ...row, text: 'changed' }))).toBe(false);
  });

  it('another question shows the old rows until the new ones are there, and never mixes them', async () => {
    const first = createList(30);
    const rows = open(first);
    await vi.waitFor(() => expect(rows.getTotal()).toBe(30));
    const second = createList(5);
    second.set([{ id: 99, text: 'other' }]);
    rows.restart(second.load);
    expect(rows.getRow(0)?.id).toBe(0);
    await vi.waitFor(() => expect(rows.getTotal()).toBe(1));
    expect([rows.getRow(0)?.id, rows.getRow(1)]).toEqual([99, undefined]);
    expect(rows.patch(3, (row) => row)).toBe(false);
  });

  it('an answer to the question before is thrown away', async () => {
    const slow = Promise.withResolvers<{ rows: Row[]; total: number }>();
    const rows = createPagedRows<Row>({
      idOf: (row) => row.id,
      load: () => slow.promise,
      schedule: (tell) => tell(),
    });
    rows.restart(createList(2).load);
    await vi.waitFor(() => expect(rows.getTotal()).toBe(2));
    slow.resolve({ rows: [{ id: 7, text: 'late' }], total: 50 });
    await slow.promise;
    expect([rows.getTotal(), rows.getRow(0)?.id]).toEqual([2, 0]);
  });

  it('after a reload rows stand where they are now, and a change finds them there', async () => {
    const list = createList(20);
    const rows = open(list);
    await vi.waitFor(() => expect(rows.getTotal()).toBe(20));
    list.set([{ id: 500, text: 'new' }, ...createRows(20)]);
    rows.reload();
    await vi.waitFor(() => expect(rows.getTotal()).toBe(21));
    expect([rows.getRow(0)?.id, rows.getRow(1)?.id]).toEqual([500, 0]);
    rows.patch(0, (row) => ({ ...row, text: 'moved' }));
    expect([rows.getRow(0)?.text, rows.getRow(1)?.text]).toEqual(['new', 'moved']);
  });

  it('a failure is told, and a reload mends it', async () => {
    const list = createList(20);
    list.fail(new Error('the database is locked'));
    const rows = open(list);
    await vi.waitFor(() => expect(rows.getError()?.message).toBe('the database is locked'));
    list.fail(null);
    rows.reload();
    await vi.waitFor(() => expect(rows.getTotal()).toBe(20));
    expect(rows.getError()).toBeNull();
  });
});

function createRows(length: number): Row[] {
  return Array.from({ length }, (_, id) => ({ id, text: `row ${id}` }));
}
