// A power cut leaves the database and a part of its WAL. One real run is recorded, then cut wherever one likes: each
// state is sound, what had begun is not run again, and nothing is done whose command has not run.
import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileRow } from '#shared/file.ts';
import { stepIndex } from '#shared/file.ts';
import { demoFile } from '#demo/file.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createWorkstation } from '../helpers/workstation.ts';

/** A command, and how much of the WAL was written when it began. */
interface Begun {
  name: string;
  step: number;
  walBytes: number;
}

interface Recording {
  /** Copies that were made while the process was writing. */
  snapshots: { database: Buffer; wal: Buffer }[];
  begun: Begun[];
}

const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const NAMES = Array.from({ length: 8 }, (_, index) => `file-${index}.csv`);

/** Eight files, three at a time, two commands each; one of them fails in its second. */
async function record(): Promise<Recording> {
  let wal = '';
  const station = await createWorkstation({
    files: NAMES.map((name) => demoFile(name, `content of ${name}`)),
    ini: (_, folder) => {
      wal = path.join(folder, 'state', 'wherry.db-wal');
      const note = (step: number) => `echo {{ fileName }} ${step} $(wc -c < ${wal}) >> RAN`;
      return {
        processing: { parallel: 3, command_1: note(0), command_2: `${note(1)}; test {{ fileName }} != file-5.csv` },
      };
    },
  });
  const snapshots: Recording['snapshots'] = [];
  const database = path.join(station.folder, 'state', 'wherry.db');
  station.instance.faults.http = () => {
    if (fs.existsSync(wal)) snapshots.push({ database: fs.readFileSync(database), wal: fs.readFileSync(wal) });
    return null;
  };
  expect((await station.once()).code).toBe(1);
  const begun = station.ran().map((line) => {
    const [name = '', step, walBytes] = line.split(' ');
    return { name, step: Number(step), walBytes: Number(walBytes) };
  });
  expect(begun).toHaveLength(2 * NAMES.length);
  return { snapshots, begun };
}

/** What the next start finds, and does first. */
function startAfter(database: Buffer, wal: Buffer): { store: Store; files: FileRow[] } {
  const file = path.join(temporaryFolder(), 'wherry.db');
  fs.writeFileSync(file, database);
  fs.writeFileSync(`${file}-wal`, wal);
  const store = createStore(file, clock, () => {});
  expect(store.setAsideIfDamaged()).toBeNull();
  const all = () => store.files({ states: null, limit: 100, offset: 0 });
  for (const { id, state } of all()) if (state === 'active') store.recover(id, () => false, 'power cut');
  return { store, files: all() };
}

function mayRunAgain({ state, position }: FileRow, step: number): boolean {
  const next = position === 'download' ? 0 : stepIndex(position);
  return (state === 'ready' || state === 'waiting') && next !== null && next <= step;
}

test('b72: a power cut at any byte of the WAL leaves a state in which nothing runs twice and nothing is done unrun', async () => {
  const { snapshots, begun } = await record();
  const { database, wal } = snapshots.at(-1)!;
  // No checkpoint has come between, or a prefix of the WAL would not be what a power cut leaves.
  for (const snapshot of snapshots) expect(wal.subarray(0, 32).equals(snapshot.wal.subarray(0, 32))).toBe(true);
  expect(snapshots.length).toBeGreaterThan(20);
  const seen = new Set<string>();

  function check(cutBytes: number, torn: Uint8Array): void {
    const { store, files } = startAfter(database, Buffer.concat([wal.subarray(0, cutBytes), torn]));
    try {
      for (const { name, step, walBytes } of begun) {
        const file = files.find((each) => each.name === name);
        seen.add(file === undefined ? 'unknown' : `${file.state} at ${file.position}`);
        if (walBytes <= cutBytes)
          expect(file !== undefined && !mayRunAgain(file, step), `${name} ${step} at ${cutBytes}`).toBe(true);
        else if (file !== undefined)
          expect([file.outcome === 'succeeded', file.state === 'done']).toEqual([false, false]);
      }
    } finally {
      store.close();
    }
  }

  // Copied at any moment, while a real process writes.
  for (const snapshot of snapshots) startAfter(snapshot.database, snapshot.wal).store.close();
  // Cut and torn anywhere, and just where a command begins.
  const torn = fc.uint8Array({ maxLength: 5_000 });
  fc.assert(fc.property(fc.integer({ min: 0, max: wal.length }), torn, check), { numRuns: 40 });
  for (const { walBytes } of begun) check(walBytes, new Uint8Array());
  expect([...seen]).toEqual(
    expect.arrayContaining(['unknown', 'ready at download', 'interrupted at step:0', 'done at report']),
  );
});
