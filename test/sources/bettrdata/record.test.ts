import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { matcher } from '#engine/sources/bettrdata/match-where.ts';
import { type RecordReader, toPage } from '#engine/sources/bettrdata/record.ts';
import type { Json, JsonObject } from '#shared/json.ts';
import { createSourceContext } from './source-context.ts';

function reader(where: JsonObject = {}): RecordReader {
  const context = createSourceContext();
  return {
    matches: matcher(where),
    redactRecord: (value) => context.redactRecord(value),
    statusAttribute: 'client_status',
  };
}

const record = (fields: { [field: string]: Json | undefined } = {}): JsonObject =>
  demoFile('a.csv', 'abc', fields).record;
function nested(levels: number): Json {
  const value: Json = JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  return value;
}

const page = (...records: Json[]): ReturnType<typeof toPage> => toPage(records, reader());

test('a record becomes a file whose ref names this content of it', () => {
  const { files, problems } = page(record({ _id: 'id1', md5: '900150983CD24FB0D6963F7D28E17F72' }));
  expect(problems).toEqual([]);
  expect(files).toEqual([
    expect.objectContaining({
      ref: 'id1:900150983cd24fb0d6963f7d28e17f72:3',
      externalId: 'id1',
      name: 'a.csv',
      sizeBytes: 3,
      checksum: { algorithm: 'md5', hex: '900150983cd24fb0d6963f7d28e17f72' },
      skip: null,
      reported: null,
    }),
  ]);
});

test('b70: the record that is kept holds no password of its route', () => {
  const [file] = page(record()).files;
  expect(JSON.stringify(file?.meta)).not.toMatch(/demo-(route|archive)-password/);
  expect(file?.meta['route']).toMatchObject({ directory: '/upload/', username: 'sftpuser' });
});

test('b33: a record without size and checksum is a file without them', () => {
  const [file] = page(record({ _id: 'id1', md5: null, byteSize: undefined })).files;
  expect(file).toMatchObject({ ref: 'id1::', sizeBytes: null, checksum: null });
});

test('b34: a size of 0 is a size', () => {
  expect(page(record({ _id: 'id1', md5: '', byteSize: 0 })).files[0]).toMatchObject({ ref: 'id1::0', sizeBytes: 0 });
});

test.each<[Json, string]>([
  [record({ _id: undefined }), 'no _id'],
  [record({ _id: '' }), 'no _id'],
  [record({ _id: 7 }), 'no plain text'],
  [record({ _id: '..' }), 'no plain text'],
  [record({ _id: 'a\nb' }), 'no plain text'],
  [record({ fileName: undefined }), 'no fileName'],
  [record({ fileName: ['x'] }), 'no fileName'],
  [record({ md5: 'xyz' }), 'md5'],
  [record({ md5: 900 }), 'md5'],
  [record({ byteSize: '3' }), 'byteSize'],
  [record({ byteSize: -1 }), 'byteSize'],
  [record({ byteSize: 1.5 }), 'byteSize'],
  [record({ byteSize: 2 ** 60 }), 'byteSize'],
  [record({ attributes: 'x' }), 'attributes'],
  [record({ nested: nested(5_000) }), 'levels deep'],
  [null, 'no object'],
  ['x', 'no object'],
])('b13: %j is told and does not stop the others', (bad, told) => {
  const { files, problems } = page(bad, record({ _id: 'good' }));
  expect(files.map((file) => file.externalId)).toEqual(['good']);
  expect(problems).toEqual([{ key: expect.any(String), message: expect.stringContaining(told) }]);
});

test('b13: the same problem has the same key in the next listing, another one another', () => {
  const first = page(record({ _id: 'a', md5: 'x' }), record({ _id: 'b', md5: 'x' }));
  const next = page(record({ _id: 'b', md5: 'x' }), record({ _id: 'a', md5: 'x' }));
  expect(new Set(first.problems.map(({ key }) => key))).toEqual(new Set(next.problems.map(({ key }) => key)));
  expect(new Set(first.problems.map(({ key }) => key)).size).toBe(2);
});

test('b13: a record that appears twice in one answer is listed once', () => {
  const { files, problems } = page(record({ _id: 'a' }), record({ _id: 'b' }), record({ _id: 'a', md5: null }));
  expect(files.map((file) => file.externalId)).toEqual(['a', 'b']);
  expect(files[0]?.checksum).not.toBeNull();
  expect(problems).toEqual([]);
});

test('b12: a record that the filter does not want is told, not processed', () => {
  const wanted = reader({ 'attributes.client_status': { $exists: false } });
  const { files, problems } = toPage([record({ _id: 'a', attributes: { client_status: 'SUCCESS' } })], wanted);
  expect(files).toEqual([]);
  expect(problems).toEqual([
    { key: expect.any(String), message: expect.stringContaining('does not match the filter') },
  ]);
});

test('b14: a virtual record is skipped', () => {
  expect(page(record({ virtual: true })).files[0]?.skip).toBe('virtual');
  expect(page(record({ virtual: false })).files[0]?.skip).toBeNull();
});

test.each([
  ['STARTED', 'started'],
  ['SUCCESS', 'succeeded'],
  ['FAILED', 'failed'],
  ['success', null],
  [1, null],
  [undefined, null],
])('b21: the status %j says %j', (status, reported) => {
  const attributes: JsonObject = status === undefined ? {} : { client_status: status };
  expect(page(record({ attributes })).files[0]?.reported).toBe(reported);
});

test('a name with line breaks and terminal escapes is told on one harmless line', () => {
  const { problems } = page(record({ fileName: 'a\n\u001b[2Jb', md5: 'x' }));
  expect(problems[0]?.message).toMatch(/^[^\p{Cc}]*$/u);
});

test('whatever JSON a server sends, nothing is thrown and every file is usable', () => {
  const field = fc.constantFrom('_id', 'fileName', 'md5', 'byteSize', 'attributes', 'route', 'virtual', '__proto__');
  const records = fc.array(fc.oneof(fc.dictionary(field, fc.jsonValue()), fc.jsonValue()));
  fc.assert(
    fc.property(records, (value) => {
      const answer: Json[] = JSON.parse(JSON.stringify(value));
      for (const file of page(...answer).files) expect(file.externalId.length * file.name.length).toBeGreaterThan(0);
    }),
  );
});
