import { expect, test } from 'vitest';
import { matchesQuery, NEWEST_FIRST, readQuery, writeQuery } from '../../renderer/files/file-query.ts';
import { listedFile } from './listed-file.ts';

test('what the table shows survives its way through the address', () => {
  const query = {
    states: ['failed', 'waiting'] as const,
    ruleId: 'orders & more',
    search: 'a?b',
    sort: { by: 'name', descending: false } as const,
  };
  const written = writeQuery(query);
  const kept = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== null)) as never;
  expect(readQuery(kept)).toEqual(query);
});

test('an address that nobody has written shows everything, newest first', () => {
  expect(readQuery({ state: 'nonsense', sort: '-nothing' })).toEqual({
    states: null,
    ruleId: null,
    search: null,
    sort: NEWEST_FIRST,
  });
});

test('a file that comes is judged as SQL would', () => {
  const query = readQuery({ state: 'failed', search: 'ORDERS' });
  expect(matchesQuery(query, listedFile({ state: 'failed' }))).toBe(true);
  expect(matchesQuery(query, listedFile({ state: 'done' }))).toBe(false);
  expect(matchesQuery(query, listedFile({ state: 'failed', name: 'stock.csv', externalId: 'x' }))).toBe(false);
  expect(matchesQuery(query, listedFile({ state: 'failed', name: 's', reason: 'no orders' }))).toBe(true);
  expect(matchesQuery(readQuery({ rule: 'other' }), listedFile())).toBe(false);
});
