// Every verb against every state, generated from the table: what it allows works, everything else changes nothing.
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FileState, TRANSITIONS, type Verb } from '#shared/file.ts';
import type { WherryError } from '#engine/errors.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { sourceFile } from '../helpers/source-file.ts';

const CALLS: Record<Verb, (store: Store, id: number) => unknown> = {
  claim: (store, id) => store.claim(id),
  claimed: (store, id) => store.claimed(id),
  reserve: (store, id) => store.reserve(id, '/target/a.csv'),
  begin: (store, id) => store.begin(id, 'report'),
  advance: (store, id) => store.advance(id, 'report', 'download'),
  wait: (store, id) => store.wait(id, 5_000, 'connection reset', true),
  release: (store, id) => store.release(id, 'stopped'),
  finish: (store, id) => store.finish(id, 5),
  recover: (store, id) => store.recover(id, () => false, 'Wherry died'),
  requeue: (store, id) => store.requeue(id, 'me@here'),
  skip: (store, id) => store.skip(id, 'me@here'),
  markDone: (store, id) => store.markDone(id, 'me@here'),
};

/** A store with one file in the given state at position `report`, which every verb accepts. */
function storeWithFileIn(state: FileState): { store: Store; id: number; snapshot: () => unknown } {
  const file = path.join(temporaryFolder(), 'wherry.db');
  const store = createStore(file, { now: () => 1_000, sleep: () => Promise.resolve() }, () => {});
  onTestFinished(() => store.close());
  const [discovered] = store.discover('rule', [sourceFile('a')]);
  const { id } = discovered!.file;
  const raw = new DatabaseSync(file);
  raw.prepare(`update file set state = ?, position = 'report', next_attempt_at = 500 where id = ?`).run(state, id);
  onTestFinished(() => raw.close());
  const snapshot = () => [raw.prepare('select * from file').all(), raw.prepare('select * from transition').all()];
  return { store, id, snapshot };
}

describe.each(Object.keys(TRANSITIONS) as Verb[])('%s', (verb) => {
  const { from, to }: { from: readonly FileState[]; to: readonly FileState[] } = TRANSITIONS[verb];

  test.each(from)('moves a file that is %s', (state) => {
    const { store, id } = storeWithFileIn(state);
    CALLS[verb](store, id);
    expect(to).toContain(store.file(id)!.state);
    expect(store.story(id).transitions.at(-1)).toMatchObject({ verb, state: store.file(id)!.state });
  });

  test.each(FileState.options.filter((state) => !from.includes(state)))(
    'leaves a file that is %s as it is',
    (state) => {
      const { store, id, snapshot } = storeWithFileIn(state);
      const before = snapshot();
      expect(() => CALLS[verb](store, id)).toThrow(expect.objectContaining({ code: 'stale-state' }) as WherryError);
      expect(snapshot()).toEqual(before);
    },
  );
});
