import { describe, expect, test } from 'vitest';
import { lint, type LintOptions } from '#engine/template/lint.ts';

const record = { _id: '5e', fileName: 'a.csv', md5: 'ff', route: { directory: 'in' } };
const SHELL: LintOptions = { shell: 'sh', mode: 'shell', quoting: 'contextual' };

function messages(template: string, options: Partial<LintOptions> = {}): string[] {
  return lint(template, { ...SHELL, ...options }).map(({ severity, message }) => `${severity}: ${message}`);
}

describe('lint', () => {
  test('a template that is fine has nothing to say', () => {
    expect(
      lint('python load.py {{ filePath }} --md5 {{ md5 }} {% if fileName %}-v{% endif %}', { ...SHELL, record }),
    ).toEqual([]);
    expect(
      lint(
        '{% macro m(a) %}{{ a }}{% endmacro %}{% set x = 1 %}{% for k in range(x) %}{{ m(k) }}{{ loop.index }}{% endfor %}',
        SHELL,
      ),
    ).toEqual([]);
  });

  test('a syntax error, with its place', () => {
    expect(lint('a\n{{ 1 + }}', SHELL)).toEqual([
      {
        severity: 'error',
        message: "unexpected 'end of print statement'",
        hint: expect.any(String),
        line: 2,
        column: 8,
      },
    ]);
  });

  test('a variable that does not exist, with what was meant', () => {
    expect(lint('x {{ filename }}', SHELL)).toEqual([
      {
        severity: 'warning',
        message: "there is no variable 'filename': it renders empty",
        hint: "Did you mean 'fileName'?",
        line: 1,
        column: 6,
      },
    ]);
  });

  test('what this record lacks, unless a default is given', () => {
    expect(messages('x {{ alias }}', { record })).toEqual(["warning: the record has no 'alias': it renders empty"]);
    expect(
      messages("x {{ alias | default('') }} {{ alias or md5 }}{% if alias %}{{ alias }}{% endif %}", { record }),
    ).toEqual([]);
    expect(messages('x {{ file.route.dir }} {{ file.route.directory }} {{ file.items() }}', { record })).toEqual([
      "warning: the record has no 'route.dir'",
    ]);
  });

  test('unknown filters and tests, even where Jinja2 would find them late', () => {
    expect(messages('{% if false %}{{ md5 | uper }}{{ md5 is strin }}{% endif %}')).toEqual([
      "error: no filter is named 'uper'",
      "error: no test is named 'strin'",
    ]);
  });

  test('placeholders in single quotes, several words in one, raw and legacy', () => {
    expect(messages("x '{{ md5 }}'")).toEqual(['warning: a placeholder inside single quotes']);
    expect(messages("x {{ '--alias ' ~ alias }}")).toEqual([
      'warning: several words in one placeholder become one argument',
    ]);
    expect(messages('x {{ md5 | raw }}')[0]).toMatch(/not quoted/);
    expect(messages('x {{ md5 }}', { quoting: 'legacy' })[0]).toMatch(/exact legacy/);
  });

  test.each([
    ['backquotes', 'x `y {{ md5 }}`', /inside backquotes/],
    ['a here-document', 'x <<E\n{{ md5 }}\nE', /here-document/],
    ['${…}', 'x ${y:-{{ md5 }}}', /inside \$\{/],
    ['the name of a variable', 'x ${{ md5 }}', /directly after a \$/],
    ['eval', 'eval x {{ md5 }}', /after eval/],
    ['arithmetic in [[', '[[ 1 -eq {{ md5 }} ]]', /after \[\[/],
    ['an escaped place', 'x \\{{ md5 }}', /backslash/],
    ['quotes that stay open', 'x "{{ md5 }}', /ends inside double quotes/],
    ['quotes that stay open in one branch', '{% if md5 %}"{% endif %}{{ md5 }}', /ends inside double quotes/],
  ])('what would be refused when it runs: %s', (_, template, message) => {
    expect(messages(template)).toEqual([expect.stringMatching(message)]);
    expect(messages(template)[0]).toMatch(/^error/);
  });

  test('a shell within the shell', () => {
    expect(messages('sh -c "cp {{ filePath }} x"')).toEqual([
      expect.stringMatching(/reads its text as a command again/),
    ]);
    expect(messages('ssh host cp {{ md5 }} x')).toHaveLength(1);
    expect(messages('sh -c "ls"')).toEqual([]);
  });

  test('shell operators where no shell is', () => {
    expect(messages('tool {{ md5 }} | sort', { mode: 'argv' })).toEqual([
      "warning: no shell reads this command: '|' is just an argument",
    ]);
    expect(messages('tool \'{{ md5 }}\' "a|b"', { mode: 'argv' })).toEqual([]);
  });

  test('findings come in the order of the template, with hints', () => {
    expect(lint('{{ nope }}\n{{ md5 | raw }}', SHELL).map(({ line, hint }) => [line, hint.length > 0])).toEqual([
      [1, true],
      [2, true],
    ]);
  });
});
