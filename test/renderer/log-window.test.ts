// The lines that the page Logs holds, over a log that is written meanwhile.
import { describe, expect, test } from 'vitest';
import type { LogLine } from '#shared/log-line.ts';
import { readLogQuery, writeLogQuery } from '../../renderer/logs/log-query.ts';
import { createLogWindow, MAX_LINES, type LogPage } from '../../renderer/logs/log-window.ts';

const ALL = readLogQuery({});

function line(at: number, part: Partial<LogLine> = {}): LogLine {
  return { at, level: 'info', rule: 'Demo', file: null, message: `line ${at}`, ...part };
}

/** A window over pages that are given one after another; pictures are drawn when `draw` is called. */
function over(pages: LogPage[], query = ALL) {
  const asked: (string | null)[] = [];
  const due = new Set<() => void>();
  const log = createLogWindow({
    query,
    async read(before) {
      asked.push(before);
      return pages.shift() ?? { lines: [], before: null };
    },
    soon: (tell) => void due.add(tell),
  });
  function draw(): void {
    const now = [...due];
    due.clear();
    for (const tell of now) tell();
  }
  return { log, asked, draw, ats: () => (draw(), log.state().lines?.map(({ at }) => at)) };
}

test('older lines come in above, oldest first, and the keys of those below stay', async () => {
  const { log, asked, ats } = over([
    { lines: [line(4), line(3)], before: 'b' },
    { lines: [line(2), line(1)], before: null },
  ]);
  await log.readOlder();
  expect(ats()).toEqual([3, 4]);
  const keys = log.state().lines!.map(({ key }) => key);
  await log.readOlder();
  expect(ats()).toEqual([1, 2, 3, 4]);
  expect(
    log
      .state()
      .lines!.map(({ key }) => key)
      .slice(2),
  ).toEqual(keys);
  await log.readOlder();
  expect(asked).toEqual([null, 'b']);
});

test('a line that comes while the end is read is there once', async () => {
  const { log, ats } = over([{ lines: [line(2), line(1)], before: null }]);
  const reading = log.readOlder();
  log.add(line(2));
  log.add(line(3));
  await reading;
  expect(ats()).toEqual([1, 2, 3]);
});

test('of two equal lines both are there', async () => {
  const { log, ats } = over([{ lines: [line(2)], before: null }]);
  const reading = log.readOlder();
  log.add(line(2));
  log.add(line(2));
  await reading;
  expect(ats()).toEqual([2, 2]);
});

test('a search that finds nothing in a part of the log goes on by itself', async () => {
  const { log, asked, ats } = over([
    { lines: [], before: 'b' },
    { lines: [], before: 'c' },
    { lines: [line(1)], before: 'd' },
  ]);
  await log.readOlder();
  expect(ats()).toEqual([1]);
  expect(asked).toEqual([null, 'b', 'c']);
  expect(log.state()).toMatchObject({ hasOlder: true, isReading: false });
});

test('only lines that match come in while they are written', async () => {
  const query = readLogQuery({ level: 'warn', rule: 'Demo', file: '7', text: 'DISK' });
  const { log, ats } = over([{ lines: [], before: null }], query);
  await log.readOlder();
  const wanted = { level: 'error', file: 7, message: 'the disk is full' } as const;
  log.add(line(1, wanted));
  log.add(line(2, { ...wanted, level: 'info' }));
  log.add(line(3, { ...wanted, rule: 'Other' }));
  log.add(line(4, { ...wanted, file: 8 }));
  log.add(line(5, { ...wanted, message: 'fine' }));
  expect(ats()).toEqual([1]);
});

test('no more than the limit is held: the oldest go, and no older ones are read', async () => {
  const { log, asked, ats } = over([{ lines: [line(0)], before: 'b' }]);
  await log.readOlder();
  for (let at = 1; at <= MAX_LINES; at++) log.add(line(at));
  expect(ats()).toHaveLength(MAX_LINES);
  expect(ats()![0]).toBe(1);
  await log.readOlder();
  expect(log.state().isFull).toBe(true);
  expect(asked).toEqual([null]);
});

test('a reading that fails is told, and may be tried again', async () => {
  let isBroken = true;
  const log = createLogWindow({
    query: ALL,
    async read() {
      if (isBroken) throw new Error('the connection is gone');
      return { lines: [line(1)], before: null };
    },
    soon: (tell) => tell(),
  });
  await log.readOlder();
  expect(log.state()).toMatchObject({ isReading: false, error: { message: 'the connection is gone' } });
  isBroken = false;
  await log.readOlder();
  expect(log.state(), 'scrolling does not ask again and again').toMatchObject({ lines: null });
  await log.tryAgain();
  expect(log.state()).toMatchObject({ error: null, lines: [{ at: 1 }] });
});

describe('the address', () => {
  test('holds the whole query', () => {
    const query = { level: 'warn', rule: 'a b', file: 7, text: '50 %' } as const;
    const written = writeLogQuery(query);
    expect(readLogQuery(Object.fromEntries(Object.entries(written).map(([key, value]) => [key, value ?? ''])))).toEqual(
      query,
    );
  });

  test('that is made up is every line', () => {
    expect(readLogQuery({ level: 'loud', file: '-1' })).toEqual(ALL);
  });
});
