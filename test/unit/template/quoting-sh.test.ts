// Hostile values through real shells: the command gets exactly the value, and nothing else runs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { renderCommandLine } from '#engine/template/command-line.ts';
import { TemplateError } from '#engine/template/template-error.ts';
import { IS_WHOLE } from '../../helpers/sample.ts';

const SHELLS = ['/bin/sh', '/bin/bash'].filter((shell) => existsSync(shell));
const directory = mkdtempSync(path.join(tmpdir(), 'wherry-quoting-'));
afterAll(() => rmSync(directory, { recursive: true }));

function line(template: string, variables: Record<string, string | number | boolean>): string {
  return renderCommandLine(template, new Map(Object.entries(variables)), { shell: 'sh', quoting: 'contextual' });
}

function run(shell: string, command: string): string {
  const { stdout } = spawnSync(shell, ['-c', command], {
    cwd: directory,
    encoding: 'utf8',
    timeout: 20_000,
    input: '',
  });
  return stdout;
}

const HOSTILE = [
  "it's",
  '"',
  '\\',
  '\\\\',
  '$(touch pwned)',
  '`touch pwned`',
  ';touch pwned;',
  '&touch pwned&',
  '|touch pwned',
  '\ntouch pwned\n',
  "';touch pwned;'",
  '";touch pwned;"',
  '$HOME',
  '${HOME}',
  '$((1+1))',
  '-n',
  '--help',
  '*',
  '?',
  '[a-z]',
  '~',
  '~root',
  '#',
  '!',
  '{a,b}',
  '',
  ' ',
  '\t',
  '\r\n',
  '%s',
  '%',
  'a=b',
  'if',
  'done',
  '😀',
  'é',
  '\ud800',
  '\udc00x',
  '\u2028',
  '>out',
  '<in',
  '2',
  '1>2',
  '\\n',
  "'\\''",
  "$'x'",
  ')',
  '(',
  '}',
  '<<E',
  'a b',
  '\x7f',
  '\x01',
];
const value = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\0', '')),
);

/** Templates that print one text, ended by a NUL, and which text that is. */
const PLACES: [name: string, template: string, expected: (value: string) => string][] = [
  ['unquoted', "printf '%s\\0' {{ v }}", (v) => v],
  ['part of a word', "printf '%s\\0' --name={{ v }}.csv", (v) => `--name=${v}.csv`],
  ['twice in a word', "printf '%s\\0' {{ v }}{{ v }}", (v) => v + v],
  ['in single quotes', "printf '%s\\0' 'a{{ v }}b'", (v) => `a${v}b`],
  ['in double quotes', 'printf \'%s\\0\' "a{{ v }}b"', (v) => `a${v}b`],
  ['after a variable', "X=1; printf '%s\\0' $X{{ v }}", (v) => `1${v}`],
  ['after a braced variable in quotes', 'X=1; printf \'%s\\0\' "${X}{{ v }}"', (v) => `1${v}`],
  ['in $(…)', "printf '%s\\0' \"$(printf '%sE' {{ v }})\"", (v) => `${v}E`],
  ['in quotes in $(…) in quotes', 'printf \'%s\\0\' "<$(printf \'%sE\' "x{{ v }}")>"', (v) => `<x${v}E>`],
  ['in a subshell and a pipe', "( printf '%s\\0' {{ v }} ) | cat", (v) => v],
  ['in an assignment', 'X={{ v }}; printf \'%s\\0\' "$X"', (v) => v],
  ['in a case', "case x in x) printf '%s\\0' {{ v }};; esac", (v) => v],
  ['in a comment', "printf '%s\\0' ok # {{ v }}", () => 'ok'],
  ['quoted by the filter', "printf '%s\\0' {{ v | quote }}", (v) => v],
  ['marked as safe', "printf '%s\\0' {{ v | safe }}", (v) => v],
  ['out of a macro', 'X=1; {% macro m(a) %}"{{ a }}"{% endmacro %}printf \'%s\\0\' {{ m(v) }}', (v) => `"${v}"`],
  [
    'in a branch that opens quotes',
    'printf \'%s\\0\' {% if true %}"{% endif %}{{ v }}{% if true %}"{% endif %}',
    (v) => v,
  ],
  [
    'in a branch that does not',
    'printf \'%s\\0\' {% if false %}"{% endif %}{{ v }}{% if false %}"{% endif %}',
    (v) => v,
  ],
  ['in a loop', "{% for x in [v] %}printf '%s\\0' {{ x }};{% endfor %}", (v) => v],
];

describe.each(SHELLS)('b50: %s gets exactly the value', (shell) => {
  test.each(PLACES)('%s', (_, template, expected) => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 20, maxLength: 40 }), (values) => {
        const command = values.map((v) => line(template, { v })).join('\n');
        const printed = run(shell, command).split('\0').slice(0, -1);
        // A shell takes bytes: what is no character becomes U+FFFD on the way in.
        expect(printed).toEqual(values.map((v) => expected(v).toWellFormed()));
        expect(readdirSync(directory)).toEqual([]);
      }),
      { numRuns: IS_WHOLE ? 4 : 1 },
    );
  });

  test('whatever the template looks like, a value runs nothing', () => {
    const pieces = fc.constantFrom(
      '"',
      "'",
      '$(',
      ')',
      '`',
      '\\',
      '#',
      ' ',
      '\n',
      '${',
      '}',
      '$((',
      '))',
      '<<E\n',
      '\nE\n',
      '$',
      'x',
      ';',
      'echo ',
      '{{ v }}',
      '{{ v }}',
      '{{ v }}',
      '<',
      '>f',
      '&&',
      '|',
      '(',
      'case a in a',
      ' esac',
      '$x',
      '${x:-',
      "$'",
      '\\\n',
      '((',
      'if true; then ',
      ' fi',
      '=',
      '1',
      '$1',
      '"$(',
      ')"',
      '{',
      '[',
      '~',
    );
    const payloads = fc.constantFrom(
      'touch pwned',
      '$(touch pwned)',
      '`touch pwned`',
      "';touch pwned;'",
      '";touch pwned;"',
      '\ntouch pwned\n',
      ';touch pwned;#',
      ')touch pwned;(',
      '\'"`;touch pwned\n',
      '}touch pwned',
      "\\';touch pwned;\\'",
      '\nE\ntouch pwned\n',
      'a[$(touch pwned)]',
      '1;touch pwned',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), payloads, (parts, v) => {
        let command = '';
        try {
          command = line(parts.join(''), { v });
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
          return;
        }
        run(shell, command);
        const made = readdirSync(directory);
        for (const file of made) rmSync(path.join(directory, file));
        expect(made, command).not.toContain('pwned');
      }),
      { numRuns: Number(process.env['WHERRY_QUOTING_RUNS'] ?? (IS_WHOLE ? 100 : 20)) },
    );
  });
});
