// What the store does with a history of a million done files, against the same with a thousand: it is to stay flat.
// node test/bench/history.ts [FILES]
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import os from 'node:os';
import path from 'node:path';
import type { SourceFile } from '#engine/sources/source.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { median, print, tellRatio } from './figures.ts';

const FEW = 1_000;
const ROUNDS = 15;
const CLAIMED = 50;
/** What grows by more has lost its index; a look-up of some µs grows with the depth of the tree alone. */
const GOAL = 2;
const LOOK_UPS = new Set(['is a name reserved', 'find by the id at the source']);
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

function sourceFile(number: number): SourceFile {
  const name = `file-${number}.csv`;
  const identity = { ref: `ref${number}`, externalId: `id${number}`, name, sizeBytes: null, checksum: null };
  return { ...identity, meta: {}, skip: null, reported: 'succeeded' };
}

/** Bytes of the database. */
function fill(database: string, files: number): number {
  createStore(database, clock, () => {}).close();
  const raw = new DatabaseSync(database);
  raw.exec(`
    begin;
    create temp table n as with recursive n(i) as (select 1 union all select i + 1 from n where i < ${files}) select i from n;
    insert into file (rule_id, ref, external_id, name, meta, position, state, local_path, discovered_at, updated_at)
      select 'rule', 'ref' || i, 'id' || i, 'file-' || i || '.csv', '{}', 'report', 'done', '/target/' || i, i, i from n;
    insert into transition (file_id, at, verb, state, position) select i, i, 'finish', 'done', 'report' from n;
    commit;
  `);
  raw.close();
  return fs.statSync(database).size;
}

/** Each once more in every round, on files of its own. */
function worksOf(store: Store, database: string, files: number): Record<string, () => unknown> {
  let next = files + 1;
  const known = Array.from({ length: CLAIMED }, (_, index) => sourceFile(files - index));
  const fresh = (count: number): number[] =>
    store
      .discover(
        'rule',
        Array.from({ length: count }, () => sourceFile(next++)),
      )
      .map(({ file }) => file.id);
  const page = (states: null | ['done'] | ['failed', 'interrupted']): unknown =>
    store.files({ states, limit: CLAIMED, offset: 0 });
  return {
    'start: open and close': () => createStore(database, clock, () => {}).close(),
    'a poll that finds nothing new': () => store.discover('rule', known),
    'discovery and claim of 50': () => fresh(CLAIMED).map((id) => store.claim(id)),
    'a status change': () => store.claimed(store.claim(fresh(1)[0]!).id),
    'due files': () => store.due('rule', new Set()),
    'list page, newest 50': () => page(null),
    'list page, one rule': () => store.files({ ruleId: 'rule', limit: CLAIMED, offset: 0 }),
    'list page, done': () => page(['done']),
    'list page, attention': () => page(['failed', 'interrupted']),
    'is a name reserved': () => store.isReserved('/target/7.csv', 1),
    'find by the id at the source': () => store.find('id77'),
  };
}

/** Milliseconds of each. */
function measured(folder: string, files: number): { bytes: number; ms: Map<string, number> } {
  const database = path.join(folder, `${files}.db`);
  const bytes = fill(database, files);
  const store = createStore(database, clock, () => {});
  const works = Object.entries(worksOf(store, database, files));
  const times = new Map<string, number[]>(works.map(([name]) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, work] of works) {
      const startedAt = performance.now();
      work();
      if (round > 0) times.get(name)!.push(performance.now() - startedAt);
    }
  }
  store.close();
  return { bytes, ms: new Map([...times].map(([name, found]) => [name, median(found)])) };
}

const many = Number(process.argv[2] ?? 1_000_000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-history-'));
const [small, large] = [measured(folder, FEW), measured(folder, many)];
fs.rmSync(folder, { recursive: true });
print(`${many.toLocaleString('en-US')} done files: ${Math.round(large.bytes / many)} bytes of database for each`);
for (const [name, ms] of large.ms) {
  const before = small.ms.get(name)!;
  print(`${name.padEnd(32)} ${before.toFixed(2).padStart(8)} ms, then ${ms.toFixed(2).padStart(8)} ms`);
  tellRatio({ name: `${name}: grows by`, value: ms / before, better: 'less', goal: LOOK_UPS.has(name) ? null : GOAL });
}
