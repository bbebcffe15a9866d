// node test/bench/history.ts [FILES]: what the store does with a history of a million done files, in milliseconds.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import os from 'node:os';
import path from 'node:path';
import { createStore } from '#engine/store/store.ts';
import type { SourceFile } from '#engine/sources/source.ts';

const files = Number(process.argv[2] ?? 1_000_000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-history-'));
const database = path.join(folder, 'wherry.db');
const store = createStore(database, { now: () => Date.now(), sleep: () => Promise.resolve() }, () => {});

function timed<T>(title: string, work: () => T): T {
  const startedAt = performance.now();
  const result = work();
  console.log(`${(performance.now() - startedAt).toFixed(1).padStart(9)} ms  ${title}`);
  return result;
}

function sourceFile(number: number): SourceFile {
  const name = `file-${number}.csv`;
  const identity = { ref: `ref${number}`, externalId: `id${number}`, name, sizeBytes: null, checksum: null };
  return { ...identity, meta: {}, skip: null, reported: 'succeeded' };
}

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
console.log(`${files} done files, ${(fs.statSync(database).size / 1e6).toFixed(0)} MB`);
const page = Array.from({ length: 50 }, (_, index) => sourceFile(files - index));
timed('discover 50 known files', () => store.discover('rule', page));
const [fresh] = timed('discover a new file', () => store.discover('rule', [sourceFile(files + 1)]));
timed('due', () => store.due('rule', new Set([fresh!.file.id])));
timed('files, newest 50', () => store.files({ states: null, limit: 50, offset: 0 }));
timed('files, attention', () => store.files({ states: ['failed', 'interrupted'], limit: 50, offset: 0 }));
timed('files, done', () => store.files({ states: ['done'], limit: 50, offset: 0 }));
timed('is a name reserved', () => store.isReserved('/target/7.csv', 1));
timed('find by the id at the source', () => store.find('id77'));
timed('one portion of pruning', () => store.prune(Date.now()));
timed('compact', () => store.compact());
timed('quick check at start', () => store.setAsideIfDamaged());
store.close();
fs.rmSync(folder, { recursive: true });
