import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectionToSend } from '#engine/sources/bettrdata/projection.ts';
import { createStarvationWatch, listParameters } from '#engine/sources/bettrdata/query.ts';
import type { JsonObject } from '#shared/json.ts';
import { ListQuery } from '#shared/source.ts';
import { createMemoryLog } from './source-context.ts';

const query = (settings: object): ListQuery => ListQuery.parse({ where: { a: 1 }, ...settings });

describe('what is sent', () => {
  test('b1, b5: where, sort, limit and skip are always sent, also where the operator left them blank', () => {
    expect(listParameters(query({}))).toEqual({
      where: '{"a":1}',
      sort: '{"createDate":1}',
      limit: '50',
      skip: '0',
    });
  });

  test('b9, b10: sort and skip are sent as they are set', () => {
    const settings = { sort: { $natural: -1 }, limit: 25, skip: 7 };
    expect(listParameters(query(settings))).toMatchObject({ sort: '{"$natural":-1}', limit: '25', skip: '7' });
  });

  test('b7: an empty filter is only sent where all files are meant', () => {
    expect(() => listParameters(query({ where: {} }))).toThrow(expect.objectContaining({ code: 'all-files' }));
    expect(listParameters(query({ where: {}, allFiles: true })).where).toBe('{}');
  });

  test('b4: an empty projection is not sent', () => {
    expect(listParameters(query({ projection: {} }))).not.toHaveProperty('projection');
    expect(listParameters(query({ projection: null }))).not.toHaveProperty('projection');
  });
});

describe('projection', () => {
  test('b4: what Wherry needs and what the filter asks about is added to an inclusion', () => {
    const where = { 'status.processed.done': true, $or: [{ recordCount: 1 }, { $nor: [{ 'types.name': 'x' }] }] };
    expect(projectionToSend({ fileName: 1, alias: 1 }, where)).toEqual({
      fileName: 1,
      alias: 1,
      _id: 1,
      md5: 1,
      byteSize: 1,
      attributes: 1,
      'route.directory': 1,
      virtual: 1,
      status: 1,
      recordCount: 1,
      types: 1,
    });
  });

  test('b4: of a path and one below it only the upper one is sent, as MongoDB refuses both', () => {
    const sent = projectionToSend(
      { route: 1, 'attributes.client_status': 1, 'status.processed': 1 },
      { 'status.x': 1 },
    );
    expect(Object.keys(sent ?? {}).toSorted()).toEqual([
      '_id',
      'attributes',
      'byteSize',
      'fileName',
      'md5',
      'route',
      'status',
      'virtual',
    ]);
  });

  test('b4: an exclusion loses what would drop a needed field', () => {
    const projection = { _id: 0, route: 0, md5: 0, 'attributes.client_status': 0, types: 0, 'status.processed': 0 };
    expect(projectionToSend(projection, { 'status.processed.done': true })).toEqual({ types: 0 });
    expect(projectionToSend({ _id: 0 }, {})).toBeNull();
  });

  test('b4: no projection drops a needed field, and none holds two paths of which one contains the other', () => {
    const path = fc.constantFrom(
      '_id',
      'md5',
      'route',
      'route.directory',
      'route.a',
      'attributes',
      'attributes.x',
      'b.c',
      'b',
    );
    const values = fc.constantFrom(fc.constantFrom(1, true), fc.constantFrom(0, false));
    const projection = values.chain((value) => fc.dictionary(path, value));
    fc.assert(
      fc.property(projection, fc.dictionary(path, fc.constant(1)), (given, where) => {
        const sent = projectionToSend(given, where);
        const kept = [
          '_id',
          'fileName',
          'md5',
          'byteSize',
          'attributes.x',
          'route.directory',
          'virtual',
          ...Object.keys(where),
        ];
        for (const field of kept) expect(isProjected(field, sent)).toBe(true);
        const paths = Object.keys(sent ?? {});
        for (const upper of paths) expect(paths.filter((lower) => lower.startsWith(`${upper}.`))).toEqual([]);
      }),
    );
  });
});

/** MongoDB's rule: does this field come back? */
function isProjected(field: string, projection: JsonObject | null): boolean {
  const entries = Object.entries(projection ?? {});
  const isNamed = entries.some(([path]) => field === path || field.startsWith(`${path}.`));
  const isInclusion = entries.some(([, value]) => value === 1 || value === true);
  return isInclusion ? isNamed : !isNamed;
}

describe('starvation', () => {
  test('b9: three full pages in a row with the newest first are warned of, once', () => {
    const log = createMemoryLog();
    const watch = createStarvationWatch(query({ sort: { $natural: -1 }, limit: 2 }), log);
    for (const listed of [2, 2, 1, 2, 2]) watch(listed);
    expect(log.lines).toEqual([]);
    for (const listed of [2, 2, 2, 2]) watch(listed);
    expect(log.lines).toEqual([expect.stringMatching(/^warn 3 cycles .* old files may wait for ever/)]);
  });

  test('b9: oldest first starves nobody and warns of nothing', () => {
    const log = createMemoryLog();
    const watch = createStarvationWatch(query({ sort: { createDate: 1 }, limit: 2 }), log);
    for (const listed of [2, 2, 2, 2]) watch(listed);
    expect(log.lines).toEqual([]);
  });
});
