import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderArgv } from '#engine/template/command-line.ts';

const argv = (template: string, v: string, backslash: 'literal' | 'escape' = 'escape'): string[] =>
  renderArgv(template, new Map([['v', v]]), backslash);

describe('argument mode', () => {
  test.each([
    ['tool {{ v }} x', 'a b', ['tool', 'a b', 'x']],
    ['tool {{ v }} x', '', ['tool', '', 'x']],
    ['tool --x={{ v }}.csv', 'a b', ['tool', '--x=a b.csv']],
    [`tool "{{ v }} y" 'z w' ""`, '"\'\\ $x', ['tool', '"\'\\ $x y', 'z w', '']],
    ['tool\n  {{ v }}\t\n', 'a', ['tool', 'a']],
    ['tool a\\ b "c\\"d" \\$x "\\q"', '', ['tool', 'a b', 'c"d', '$x', '\\q']],
    ['tool {% if v %}--flag {{ v }}{% endif %}', 'x', ['tool', '--flag', 'x']],
    ['tool {% for x in [1, 2] %}-n {{ x }} {% endfor %}', '', ['tool', '-n', '1', '-n', '2']],
    ["tool {{ '--a ' ~ v }}", 'b', ['tool', '--a b']],
    ['tool $HOME * | x', '', ['tool', '$HOME', '*', '|', 'x']],
  ])('%s with %j', (template, value, expected) => {
    expect(argv(template, value)).toEqual(expected);
  });

  test('on Windows a backslash of the template is an ordinary character', () => {
    expect(argv('C:\\tools\\x.exe "C:\\my dir\\" {{ v }}', 'a', 'literal')).toEqual([
      'C:\\tools\\x.exe',
      'C:\\my dir\\',
      'a',
    ]);
  });

  test('b50: a value never leaves its word, whatever it contains', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
        (value) => {
          expect(argv('a {{ v }} "b{{ v }}c" \'{{ v }}\' {{ v }}{{ v }}', value)).toEqual([
            'a',
            value,
            `b${value}c`,
            value,
            value + value,
          ]);
        },
      ),
    );
  });

  test.each([
    ['a quote that stays open', 'tool "{{ v }}', 'x', /ends inside/],
    ['a value after a backslash', 'tool \\{{ v }}', 'x', /backslash/],
    ['NUL', 'tool {{ v }}', 'a\0', /NUL/],
  ])('%s is refused', (_, template, value, message) => {
    expect(() => argv(template, value)).toThrow(message);
  });
});
