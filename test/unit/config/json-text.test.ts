import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonObject } from '#engine/config/json-text.ts';

function problemOf(text: string) {
  const parsed = parseJsonObject(text);
  if ('value' in parsed) throw new Error(`accepted: ${text}`);
  return parsed.problem;
}

describe('parseJsonObject', () => {
  test('gives what JSON.parse gives, but for numbers that are rounded and __proto__', () => {
    const property = fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat({ max: 3 }), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      fc.pre(!/\d{16}|\de\+|__proto__/.test(text));
      expect(parseJsonObject(text)).toMatchObject({ value: JSON.parse(text) });
    });
    fc.assert(property);
  });

  test('refuses whatever JSON.parse refuses, at a place within the text', () => {
    const part = fc.constantFrom(
      ...'{ } [ ] " , : a "b" 1 -1 0 .5 1e5 true false null \n \\ \\u00e4 "\\n" {"a": [1,'.split(' '),
      ' ',
    );
    const property = fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      const parsed = parseJsonObject(text);
      if ('value' in parsed) expect(parsed.value).toEqual(JSON.parse(text));
      else expect(parsed.problem.offset).toBeLessThanOrEqual(text.length);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  test('knows the place of every key and item', () => {
    const text = '{ "a": { "b.c": 1 },\n  "$or": [ { "d": 2 }, 3 ] }';
    const parsed = parseJsonObject(text);
    const offsets = 'offsets' in parsed ? Object.fromEntries(parsed.offsets) : {};
    expect(offsets).toEqual({
      '': 0,
      a: text.indexOf('"a"'),
      'a.b.c': text.indexOf('"b.c"'),
      $or: text.indexOf('"$or"'),
      '$or[0]': text.indexOf('{ "d"'),
      '$or[0].d': text.indexOf('"d"'),
      '$or[1]': text.indexOf('3 ]'),
    });
  });

  test.each([
    ["{ 'a': 1 }", "'", 'double quotes'],
    ['{ “a”: 1 }', '“', 'straight'],
    ['{ "a": True }', 'True', 'true'],
    ['{ "a": None }', 'None', 'null'],
    ['{ "a": trueish }', 'trueish', 'JSON'],
    ['{ a: 1 }', 'a:', 'double quotes'],
    ['{ "a": ObjectId("5") }', 'ObjectId', 'text'],
    ['{ "a": ISODate("2025") }', 'ISODate', '$date'],
    ['{ "a": /x/ }', '/x/', '$regex'],
    ['{ // all\n "a": 1 }', '//', '#'],
    ['{ "a": 1, }', ', }', 'Remove'],
    ['{ "a": [1, 2,] }', ',]', 'Remove'],
    ['{ "a": 01 }', '01', '0.5'],
    ['{ "a": +1 }', '+1', '0.5'],
    ['{ "a": NaN }', 'NaN', 'null'],
    ['{ "a": 9007199254740993 }', '9007', '9007199254740991'],
    ['{ "a": 1e999 }', '1e999', '9007199254740991'],
    ['{ "a": "x\ny" }', '"x', 'Close it'],
    ['{ "a": "c:\\data" }', '\\data', 'two backslashes'],
    ['{ "a": "\t" }', '\t', '\\t'],
    ['{ "a" 1 }', '1', 'JSON'],
    ['{ "a": 1 "b": 2 }', '"b"', 'JSON'],
    ['{ "a": 1, "b": 2, "a": 3 }', '"a": 3', 'one object'],
    ['{ "__proto__": {} }', '"__proto__"', 'Remove'],
    ['{ "a": 1 } x', 'x', 'Remove'],
    ['[ 1 ]', '[', 'object'],
    ['"a"', '"a"', 'JSON'],
  ])('%s is refused at %s with a hint (%s)', (text, at, hint) => {
    const problem = problemOf(text);
    expect([problem.offset, problem.hint]).toEqual([text.indexOf(at), expect.stringContaining(hint)]);
  });

  test.each(['{', '{ "a": [1', '{ "a":', '{ "a": { "b": 1 }'])(
    '%s ends too early, the hint is about indentation',
    (text) => {
      expect(problemOf(text)).toMatchObject({ offset: text.length, hint: expect.stringContaining('indented') });
    },
  );

  test('a thousand levels are an error, not a crash', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(problemOf(deep).message).toContain('100 levels');
  });
});
