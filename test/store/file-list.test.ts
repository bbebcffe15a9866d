// Pages of files: what is filtered, searched and sorted, over a real database.
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FileFilter } from '#shared/api-files.ts';
import type { FilePage } from '#engine/store/file-list.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { sourceFile } from '../helpers/source-file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

let store: Store;

beforeAll(() => {
  let now = 1_000;
  const clock = { now: () => now++, sleep: () => Promise.resolve() };
  store = createStore(
    path.join(
      temporaryFolder(() => {}),
      'wherry.db',
    ),
    clock,
    () => {},
  );
  store.discover('first', [
    sourceFile('b', { name: 'Beta.csv', sizeBytes: 30 }),
    sourceFile('a', { name: 'alpha 100%.csv', sizeBytes: 10 }),
    sourceFile('v', { name: 'virtual.csv', skip: 'virtual' }),
  ]);
  store.discover('second', [sourceFile('c', { name: 'gamma_1.csv', sizeBytes: 20 })]);
  store.claim(1);
  store.claimed(1);
  store.wait(1, 99_000, 'download: the line went dead', true);
  return () => store.close();
});

function names(page: Partial<FilePage>): string[] {
  return store.files({ limit: 10, offset: 0, ...page }).map(({ name }) => name);
}

test('newest first, unless asked otherwise', () => {
  expect(names({})).toEqual(['gamma_1.csv', 'virtual.csv', 'alpha 100%.csv', 'Beta.csv']);
});

describe('sorted', () => {
  test.each([
    ['name', ['alpha 100%.csv', 'Beta.csv', 'gamma_1.csv', 'virtual.csv']],
    ['size', ['virtual.csv', 'alpha 100%.csv', 'gamma_1.csv', 'Beta.csv']],
    ['attempt', ['gamma_1.csv', 'virtual.csv', 'alpha 100%.csv', 'Beta.csv']],
    ['next', ['gamma_1.csv', 'virtual.csv', 'alpha 100%.csv', 'Beta.csv']],
    ['updated', ['alpha 100%.csv', 'virtual.csv', 'gamma_1.csv', 'Beta.csv']],
    ['state', ['gamma_1.csv', 'alpha 100%.csv', 'virtual.csv', 'Beta.csv']],
  ] as const)('by %s, upper case like lower, and pages follow each other', (by, expected) => {
    const sort = { by, descending: false };
    expect(names({ sort })).toEqual(expected);
    expect([...names({ sort, limit: 3 }), ...names({ sort, limit: 3, offset: 3 })]).toEqual(expected);
  });

  test('descending', () => {
    expect(names({ sort: { by: 'name', descending: true } })[0]).toBe('virtual.csv');
  });
});

describe('found', () => {
  const cases: [string, Partial<FileFilter>, string[]][] = [
    ['a part of the name, in any case', { search: 'BETA' }, ['Beta.csv']],
    ['a percent sign, which is no wildcard', { search: '0%' }, ['alpha 100%.csv']],
    ['an underscore, which is no wildcard', { search: '_1' }, ['gamma_1.csv']],
    ["a quote, which ends no text: '", { search: "' or 1=1 --" }, []],
    ['a part of the reason', { search: 'went dead' }, ['Beta.csv']],
    ['the id of the source', { search: 'v' }, ['gamma_1.csv', 'virtual.csv', 'alpha 100%.csv', 'Beta.csv']],
    ['a rule', { ruleId: 'second' }, ['gamma_1.csv']],
    ['states', { states: ['waiting', 'skipped'] }, ['virtual.csv', 'Beta.csv']],
    ['no state at all', { states: [] }, []],
  ];
  test.each(cases)('by %s', (_, filter, expected) => {
    expect(names(filter)).toEqual(expected);
    expect(store.countFiles(filter)).toBe(expected.length);
  });
});

test('every state is counted, also those of no file', () => {
  const none = { active: 0, done: 0, failed: 0, interrupted: 0, quarantined: 0 };
  expect(store.countByState(null)).toEqual({ ...none, ready: 2, waiting: 1, skipped: 1 });
  expect(store.countByState('second')).toEqual({ ...none, ready: 1, waiting: 0, skipped: 0 });
});
