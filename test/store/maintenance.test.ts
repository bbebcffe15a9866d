// A long history: it shrinks, and what is asked of the store stays fast.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { silentLog } from '#engine/log.ts';
import { keepSmall } from '#engine/retention.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { sourceFile } from '../helpers/source-file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const RULE = 'rule';
const DAY_MS = 86_400_000;
const START = 1_700_000_000_000;

interface Opened {
  store: Store;
  file: string;
  raw: DatabaseSync;
  /** Moves the time. */
  pass(days: number): void;
  keepSmall(keepDays?: number): Promise<void>;
}

function openStore(): Opened {
  let now = START;
  const file = path.join(temporaryFolder(), 'wherry.db');
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const store = createStore(file, clock, () => {});
  const raw = new DatabaseSync(file);
  onTestFinished(() => {
    raw.close();
    store.close();
  });
  return {
    store,
    file,
    raw,
    pass: (days) => void (now += days * DAY_MS),
    keepSmall: (keepDays = 90) => keepSmall(store, [{ keepDays }], { clock, log: silentLog }),
  };
}

function count({ raw }: Opened, sql: string): number {
  return Number(raw.prepare(`select count(*) as n from ${sql}`).get()!['n']);
}

/** Downloaded, run and reported. */
function done(store: Store, name: string): number {
  const { id } = store.discover(RULE, [sourceFile(name, { reported: null })])[0]!.file;
  store.claim(id);
  store.claimed(id);
  store.advance(id, 'download', 'step:0');
  store.begin(id, 'step:0');
  store.conclude(id, 'step:0', { outcome: 'succeeded' });
  store.finish(id, 5);
  return id;
}

test('after keep_days the story and the record of a done file go, and that it is done stays known', async () => {
  const opened = openStore();
  const { store } = opened;
  const id = done(store, 'old');
  opened.pass(89);
  await opened.keepSmall();
  expect(store.story(id).transitions.length).toBeGreaterThan(5);
  opened.pass(2);
  const young = done(store, 'young');
  await opened.keepSmall();
  expect(store.story(id)).toEqual({ transitions: [], steps: [] });
  expect(store.file(id)).toMatchObject({ state: 'done', meta: {}, name: 'old.csv' });
  expect(store.story(young).transitions.length).toBeGreaterThan(5);
  expect(store.file(young)!.meta).not.toEqual({});
  const [again] = store.discover(RULE, [sourceFile('old')]);
  expect(again).toMatchObject({ how: 'resend', file: { id, state: 'done' } });
});

test('a file that waits for a person or for its time keeps its record however old it is', async () => {
  const opened = openStore();
  const { store } = opened;
  const ids = store
    .discover(
      RULE,
      ['a', 'b'].map((name) => sourceFile(name)),
    )
    .map(({ file }) => file.id);
  for (const id of ids) store.claim(id);
  for (const id of ids) store.claimed(id);
  store.wait(ids[0]!, START, 'connection reset', true);
  store.advance(ids[1]!, 'download', 'step:0');
  store.begin(ids[1]!, 'step:0');
  store.recover(ids[1]!, () => false, 'Wherry died');
  opened.pass(400);
  await opened.keepSmall();
  for (const id of ids) expect(store.file(id)!.meta).not.toEqual({});
  expect(store.dueReports(RULE)).toMatchObject([{ file: { id: ids[1] }, outcome: 'failed' }]);
});

test('a file that was never begun and is not listed any more is forgotten, one that is ours is not', async () => {
  const opened = openStore();
  const { store } = opened;
  const [gone, ours] = store
    .discover(
      RULE,
      ['gone', 'ours'].map((name) => sourceFile(name)),
    )
    .map(({ file }) => file.id);
  store.claim(ours!);
  store.claimed(ours!);
  store.release(ours!, 'stopped');
  opened.pass(91);
  await opened.keepSmall();
  expect([store.file(gone!), store.file(ours!)?.state]).toEqual([null, 'ready']);
});

test('runs without a file go after a day, others after keep_days, the last success stays', async () => {
  const opened = openStore();
  const { store, raw } = opened;
  const run = (succeeded: number) => store.finishRun({ ...store.startRun(RULE), succeeded, state: 'succeeded' }).id;
  const eventful = run(3);
  raw.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 1200)
    insert into run (rule_id, state, started_at) select '${RULE}', 'succeeded', ${START} from n`);
  opened.pass(2);
  const last = run(0);
  await opened.keepSmall();
  expect(store.runs(100).map(({ id }) => id)).toEqual([last, eventful]);
  opened.pass(90);
  await opened.keepSmall();
  expect(store.runs(100).map(({ id }) => id)).toEqual([last]);
});

test('the file of the database shrinks when history goes', async () => {
  const opened = openStore();
  const { store, raw, file } = opened;
  const text = JSON.stringify({ text: 'x'.repeat(2_000) });
  const files = Array.from({ length: 2_000 }, (_, index) => sourceFile(`f${index}`, { meta: { text } }));
  store.discover(RULE, files);
  raw.exec(`update file set state = 'done', position = 'report', claimed_at = 1`);
  raw.exec('pragma wal_checkpoint(truncate)');
  const before = fs.statSync(file).size;
  opened.pass(91);
  for (let run = 0; run < 6; run++) await opened.keepSmall();
  raw.exec('pragma wal_checkpoint(truncate)');
  expect([count(opened, 'transition'), count(opened, 'file')]).toEqual([0, 2_000]);
  expect(fs.statSync(file).size).toBeLessThan(before / 4);
});

test('no statement that the store makes reads a whole table', async () => {
  const opened = openStore();
  const { store, raw } = opened;
  const statements = new Set<string>();
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  onTestFinished(() => prepare.mockRestore());
  const id = done(store, 'a');
  store.due(RULE, new Set([id]));
  store.active(RULE);
  store.isReserved('/target/a.csv', id);
  store.known(RULE, 'a::');
  store.find('a');
  store.files({ states: ['failed', 'interrupted'], limit: 50, offset: 0 });
  store.story(id);
  store.dueReports(RULE);
  store.activity(RULE);
  store.finishRun(store.startRun(RULE));
  store.interruptRuns(RULE);
  opened.pass(1_000);
  await opened.keepSmall();
  for (const [sql] of prepare.mock.calls) statements.add(sql);
  prepare.mockRestore();
  expect(statements.size).toBeGreaterThan(25);
  const bad = [...statements]
    .filter(
      (sql) => /^\s*(select|update|delete)/.test(sql) && !sql.endsWith('from file order by id desc limit ? offset ?'),
    )
    .flatMap((sql) => {
      const plan = raw
        .prepare(`explain query plan ${sql}`)
        .all()
        .map((row) => String(row['detail']));
      // json_each is a list that we gave; report and firing hold little; a table in its own order stops at its limit.
      return plan
        .filter((line) => /^SCAN (file|transition|step_result|run)\b(?!.*USING)/.test(line))
        .map((line) => `${line}: ${sql}`);
    });
  expect(bad).toEqual([]);
});

test('with 100,000 done files due, discover and the attention list take milliseconds', () => {
  const opened = openStore();
  const { store, raw } = opened;
  raw.exec(`
    begin;
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)
    insert into file (rule_id, ref, external_id, name, meta, position, state, local_path, discovered_at, updated_at)
      select '${RULE}', 'ref' || i, 'id' || i, 'name' || i, '{}', 'report', 'done', '/target/' || i, i, i from n;
    commit;
  `);
  const [id] = store.discover(RULE, [sourceFile('fresh')]).map(({ file }) => file.id);
  const startedAt = performance.now();
  for (let round = 0; round < 20; round++) {
    expect(store.due(RULE, new Set([id!]))).toHaveLength(1);
    store.discover(
      RULE,
      Array.from({ length: 50 }, (_, index) =>
        sourceFile(`x${index}`, { ref: `ref${index + 1}`, reported: 'succeeded' }),
      ),
    );
    expect(store.files({ states: ['failed', 'interrupted', 'quarantined'], limit: 50, offset: 0 })).toEqual([]);
    expect(store.isReserved('/target/none', 1)).toBe(false);
  }
  expect((performance.now() - startedAt) / 20).toBeLessThan(100);
});
