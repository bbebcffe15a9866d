import { describe, expect, test } from 'vitest';
import { renderText } from '#engine/template/render.ts';
import { commandVariables, parseJson } from '#engine/template/variables.ts';

const record = {
  _id: '5e',
  fileName: "it's.csv",
  recordCount: 3,
  byteSize: 0,
  alias: '',
  length: null,
  rate: 1.5,
  route: { directory: 'in' },
  __proto__x: 1,
};

describe('b43: the variables of a command', () => {
  test('those of the record, the path, and the record itself', () => {
    const text = renderText(
      '{{ id }}|{{ fileName }}|{{ recordCount }}|{{ byteSize }}|{{ alias }}|{{ filePath }}|{{ file.route.directory }}',
      commandVariables(record, '/in/x.csv'),
    );
    expect(text).toBe("5e|it's.csv|3|0||/in/x.csv|in");
  });

  test('what the record lacks is undefined and renders empty; null is None', () => {
    const variables = commandVariables(record, null);
    expect(renderText('{{ md5 }}|{{ md5 is defined }}|{{ filePath is defined }}|{{ length }}', variables)).toBe(
      '|False|False|None',
    );
  });

  test('other fields are reached through file only', () => {
    expect(renderText('{{ rate is defined }} {{ file.rate }}', commandVariables(record, null))).toBe('False 1.5');
  });

  test('b45: file printed alone is JSON; as part of something it is what Jinja2 prints', () => {
    const variables = commandVariables({ b: true, a: "<it's>", n: null }, null);
    expect(renderText('{{ file }}', variables)).toBe('{"a": "<it\'s>", "b": true, "n": null}');
    expect(JSON.parse(renderText('{{ file }}', variables))).toEqual({ a: "<it's>", b: true, n: null });
    expect(renderText('{{ [file] }}', variables)).toBe("[{'b': True, 'a': \"<it's>\", 'n': None}]");
  });

  test('a template cannot change the record for the next one', () => {
    renderText("{{ file.pop('_id') }}{{ file.update(x=1) }}", commandVariables(record, null));
    expect(renderText('{{ file._id }}{{ file.x }}', commandVariables(record, null))).toBe('5e');
  });
});

describe('JSON keeps what Python would keep', () => {
  test('1, 1.0, 1e3, big ints and nested ones', () => {
    const variables = parseJson(
      '{"a": 1, "b": 1.0, "c": 1e3, "d": 12345678901234567890, "e": {"f": [1.50, -0]}, "g": -0.0}',
    );
    expect(renderText('{{ a }} {{ b }} {{ c }} {{ d + 1 }} {{ e }} {{ g }}', variables)).toBe(
      "1 1.0 1000.0 12345678901234567891 {'f': [1.5, 0]} -0.0",
    );
  });

  test.each(['[1]', 'null', '"x"', '{'])('%s is refused with a hint', (text) => {
    expect(() => parseJson(text)).toThrow(/JSON/);
  });
});
