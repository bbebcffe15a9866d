import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matcher } from '#engine/sources/bettrdata/match-where.ts';
import { checkWhere } from '#engine/sources/bettrdata/where.ts';
import type { Json, JsonObject } from '#shared/json.ts';

const paths = (where: JsonObject) => checkWhere(where).map((finding) => finding.path);
/** As it would come over HTTP. */
function plain(value: unknown): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(value));
  return copy;
}

const hints = (where: JsonObject) => checkWhere(where).map((finding) => finding.hint);

describe('checkWhere', () => {
  test('the filters of the vendor’s manual are accepted', () => {
    const filters: JsonObject[] = [
      { 'status.processed.done': true, virtual: { $ne: true }, 'attributes.client_status': { $exists: false } },
      { 'attributes.client_status': 'FAILED' },
      { _id: '67a61639faa4f800168c60bf' },
      { $or: [{ 'status.processed.done': true }, { virtual: { $ne: true } }] },
      {},
    ];
    expect(filters.flatMap(checkWhere)).toEqual([]);
  });

  test.each<[JsonObject, string]>([
    [{ $or: {} }, '$or'],
    [{ $or: [] }, '$or'],
    [{ $nor: 'x' }, '$nor'],
    [{ $or: [{ a: 1 }, 'x'] }, '$or[1]'],
    [{ $or: [{ a: 1 }, {}] }, '$or[1]'],
    [{ $nor: [{ a: 1, $or: null }] }, '$nor[0].$or'],
    [{ types: { $elemMatch: { name: 'x', $or: [] } } }, 'types.$elemMatch.$or'],
  ])('b8: %j is refused because a server may drop it and match every file', (where, path) => {
    expect(paths(where)).toEqual([path]);
  });

  test('b8: $and is refused with the vendor’s warning and the flattened filter', () => {
    const where = { virtual: false, $and: [{ a: 1 }, { $and: [{ b: { $gt: 1 } }, { b: { $lt: 5 } }] }] };
    const flat = '{"virtual":false,"a":1,"b":{"$gt":1,"$lt":5}}';
    expect(checkWhere(where)[0]?.message).toContain('Do not combine filters using $and');
    expect(hints(where)[0]).toContain(flat);
  });

  test('b8: $and whose keys clash is refused without a flattened filter', () => {
    const where = { $and: [{ $or: [{ a: 1 }] }, { $or: [{ b: 1 }] }] };
    expect(paths(where)).toEqual(['$and']);
    expect(hints(where)[0]).not.toContain('{');
  });

  test('b8: $and is found at any depth', () => {
    expect(paths({ $or: [{ a: 1 }, { $and: [{ b: 1 }] }] })).toEqual(['$or[1].$and']);
    expect(paths({ a: { $elemMatch: { $and: [{ b: 1 }] } } })).toEqual(['a.$elemMatch.$and']);
    expect(paths({ a: { $not: { $and: [] } } })).toEqual(['a.$not.$and']);
  });

  test.each(['$where', '$expr', '$text', '$jsonSchema'])('%s is refused as only the server can evaluate it', (name) => {
    expect(checkWhere({ [name]: 'x' })[0]?.message).toContain('only be evaluated by the server');
  });

  test.each<[JsonObject, string]>([
    [{ a: { $near: [1, 2] } }, 'a.$near'],
    [{ a: { $exist: true } }, 'a.$exist'],
    [{ $gt: 1 }, '$gt'],
    [{ a: { $exists: 'false' } }, 'a.$exists'],
    [{ a: { $in: 'x' } }, 'a.$in'],
    [{ a: { $gt: 1, b: 2 } }, 'a.b'],
    [{ a: { b: { $exists: false } } }, 'a.b'],
    [{ a: { $not: 'x' } }, 'a.$not'],
    [{ a: { $regex: '(' } }, 'a.$regex'],
    [{ a: { $regex: 'a', $options: 'g' } }, 'a.$regex'],
    [{ a: { $regex: '[[:alpha:]]' } }, 'a.$regex'],
    [{ a: { $regex: '\\Aabc\\Z' } }, 'a.$regex'],
    [{ a: { $options: 'i' } }, 'a.$options'],
    [{ createDate: { $gt: { $date: 'yesterday' } } }, 'createDate.$gt'],
    [{ createDate: { $type: 'date' } }, 'createDate.$type'],
    [{ ['__proto__']: 1 }, '__proto__'],
  ])('%j is refused, naming the place', (where, path) => {
    expect(paths(where)).toEqual([path]);
  });

  test('every finding of a filter is told, each with a hint', () => {
    const findings = checkWhere({ $or: [], a: { $foo: 1 }, $text: 1 });
    expect(findings.map((finding) => finding.path)).toEqual(['$or', 'a.$foo', '$text']);
    expect(findings.every((finding) => finding.hint.length > 0)).toBe(true);
  });
});

describe('matcher', () => {
  const record: JsonObject = {
    _id: '67a61639faa4f800168c60bf',
    fileName: 'acme.2024.csv',
    createDate: '2024-05-01T10:00:00.000Z',
    byteSize: 12,
    types: [{ name: 'sales' }, { name: 'returns' }],
    attributes: { client_status: 'FAILED', empty: null },
  };

  test.each<[JsonObject, boolean]>([
    [{ 'attributes.client_status': { $exists: false } }, false],
    [{ 'attributes.other': { $exists: false } }, true],
    [{ 'attributes.empty': { $exists: true } }, true],
    [{ 'attributes.client_status': 'failed' }, false],
    [{ virtual: { $ne: true } }, true],
    [{ 'types.name': 'returns' }, true],
    [{ 'types.1.name': 'sales' }, false],
    [{ byteSize: { $gt: 10, $lt: 12 } }, false],
    [{ byteSize: { $gt: '10' } }, false],
    [{ createDate: { $gte: '2024-05-01' } }, true],
    [{ createDate: { $gte: { $date: '2024-05-01T12:00:00+02:00' } } }, true],
    [{ createDate: { $gt: { $date: { $numberLong: '1714557600000' } } } }, false],
    [{ _id: { $oid: '67A61639FAA4F800168C60BF' } }, true],
    [{ byteSize: { $in: [{ $numberLong: '12' }] } }, true],
    [{ fileName: { $regex: '^ACME\\.', $options: 'i' } }, true],
    [{ fileName: { $regex: '(?i)^ACME' } }, true],
    [{ fileName: { $not: { $regex: '\\.csv$' } } }, false],
    [{ fileName: { $regularExpression: { pattern: 'CSV', options: 'i' } } }, true],
    [{ $nor: [{ byteSize: 12 }] }, false],
    [{ types: { $elemMatch: { name: 'sales' } } }, true],
    [{ types: { $size: 2 } }, true],
    [{}, true],
  ])('b12: %j is answered %j', (where, expected) => {
    expect(matcher(where)(record)).toBe(expected);
  });

  test('b12: a record without attributes, or with null, has no status', () => {
    const matches = matcher({ 'attributes.client_status': { $exists: false } });
    expect([{}, { attributes: null }, { attributes: {} }, { attributes: 'x' }].map(matches)).toEqual(
      Array.from({ length: 4 }, () => true),
    );
  });

  test('a name that makes a regular expression run for ever is told instead', () => {
    const matches = matcher({ fileName: { $regex: '^(a+)+$' } });
    expect(() => matches({ fileName: `${'a'.repeat(60)}!` })).toThrow(
      expect.objectContaining({ code: 'filter-too-slow' }),
    );
    expect(matches({ fileName: 'aaa' })).toBe(true);
  });

  test('a filter that is refused can’t become a matcher', () => {
    expect(() => matcher({ $or: [] })).toThrow(expect.objectContaining({ code: 'bad-where', kind: 'config' }));
  });

  test('every filter that is accepted can be evaluated about every record', () => {
    const key = fc.constantFrom('a', 'a.b', 'c', '$or', '$nor', '$gt', '$in', '$not', '$regex', '$date', '$elemMatch');
    const filter = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(null, true, 1, 'x', '2024-01-01', '^a'),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    })).object;
    fc.assert(
      fc.property(filter, fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue()), (where, record) => {
        if (checkWhere(where).length === 0) matcher(where)(plain(record));
      }),
      { numRuns: 3_000 },
    );
  });
});
