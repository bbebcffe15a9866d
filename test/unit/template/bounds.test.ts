import { describe, expect, test } from 'vitest';
import { renderText } from '#engine/template/render.ts';
import { TemplateError } from '#engine/template/template-error.ts';

const variables = new Map<string, string | number>([
  ['fileName', 'a.csv'],
  ['n', 3],
]);

function failure(template: string): TemplateError {
  try {
    const text = renderText(template, variables);
    throw new Error(`rendered: ${text.slice(0, 100)}`);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

describe('a template is stopped before it uses up the machine', () => {
  test.each([
    "{{ 'x' * 10**9 }}",
    '{% for i in range(10**9) %}{% endfor %}',
    '{{ range(10**9) | list }}',
    '{{ range(10**9) | sum }}',
    '{{ [0] * 10**9 }}',
    '{{ 2 ** (10**9) }}',
    '{{ (10 ** 4000) ** 4000 }}',
    "{{ '%999999999d' % 1 }}",
    "{{ '%.999999999f' % 1.5 }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ 'a'.center(10**9) }}",
    "{{ 'a' | center(10**9) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ '7'.zfill(10**9) }}",
    "{{ '\t'.expandtabs(10**9) }}",
    "{{ 'a' | indent(10**9, true) }}",
    '{{ [1] | batch(10**9, 0) | list }}',
    '{{ [1] | slice(10**9) | list }}',
    '{{ {} | tojson(indent=10**9) }}',
    '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
    '{% block b %}{{ self.b() }}{% endblock %}',
    '{% set l = [1] %}{% for x in l %}{{ l.append(1) }}{% endfor %}',
    "{% set ns = namespace(t='ab') %}{% for i in range(100) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}",
    "{% set ns = namespace(t='ab') %}{% for i in range(100) %}{% set ns.t = ns.t | replace('a', 'aaaa') %}{% endfor %}",
    "{% for i in range(1000) %}{{ 'x' * 1000000 }}{% endfor %}",
    '{% set ns = namespace(l=[]) %}{% for i in range(900000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}',
    "{{ '" + 'a'.repeat(3000) + "' | urlize }}{{ ('a.' * 100000) | urlize }}{% for i in range(10**7) %}{% endfor %}",
  ])('%s', (template) => {
    const started = performance.now();
    expect(failure(template).pythonType).toMatch(/^(?:LimitError|RecursionError)$/);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('brackets and tags nested without end', () => {
    expect(failure(`{{ ${'('.repeat(5_000)} }}`).pythonType).toMatch(/LimitError|TemplateSyntaxError/);
    expect(failure(`{{ ${'-'.repeat(5_000)}1 }}`).pythonType).toBe('LimitError');
    expect(failure(`{{ ${'not '.repeat(5_000)}1 }}`).pythonType).toBe('LimitError');
    expect(failure('{% if 1 %}'.repeat(5_000)).pythonType).toBe('LimitError');
  });

  test('a list that contains itself is printed as Python does', () => {
    expect(renderText('{% set l = [1] %}{{ l.append(l) }}{{ l }}', variables)).toBe('None[1, [...]]');
  });

  test('what one template spends does not count for the next', () => {
    for (let turn = 0; turn < 5; turn += 1) {
      expect(renderText('{% for i in range(150000) %}{% endfor %}ok', variables)).toBe('ok');
    }
  });
});

describe('no code can be run from a template', () => {
  test.each([
    "{{ range.constructor('return 1')() }}",
    "{{ fileName.constructor('x') }}",
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    '{{ cycler.__init__.__globals__ }}',
    '{{ namespace.__init__ }}',
    '{{ self.__init__ }}',
    "{{ '{0.__class__}'.format(n) }}",
    "{{ [''] | map(attribute='__class__') | list }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    '{% for f in [1].__class__.__base__.__subclasses__() %}{{ f }}{% endfor %}',
    '{{ n.toString() }}',
    '{{ [].push(1) }}',
    "{{ {}.hasOwnProperty('x') }}",
    "{{ fileName.constructor.constructor('return process')() }}",
    '{{ range.call(1) }}',
    '{{ __proto__.x }}',
    '{{ process.env }}',
  ])('%s is an error', (template) => {
    expect(failure(template).pythonType).toMatch(/^(?:UndefinedError|SecurityError|TypeError|AttributeError)$/);
  });

  test.each([
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'prototype',
    'length',
    'then',
    'name',
  ])('%s means nothing on any value', (name) => {
    for (const value of [
      "''",
      'n',
      '[]',
      '{}',
      '1.5',
      'none',
      'true',
      'range',
      '(1, 2)',
      'namespace()',
      'cycler(1)',
      "''|safe",
    ]) {
      if (name === '__proto__' || name === 'prototype' || !['true'].includes(value)) {
        expect(renderText(`{{ (${value}).${name} is defined }}`, variables), value).toBe('False');
      }
      expect(renderText(`{{ (${value})['${name}'] is defined }}`, variables), value).toBe('False');
    }
    expect(renderText(`{{ ${name} is defined }}`, variables)).toBe('False');
  });

  test('a record may have fields of such names', () => {
    const record = new Map([['d', JSON.parse('1') as number]]);
    expect(
      renderText(
        "{% set f = {'__v': 3, 'constructor': 4, '__proto__': 5} %}{{ f.__v }}{{ f.constructor }}{{ f.__proto__ }}{{ f['__proto__'] }}",
        record,
      ),
    ).toBe('3455');
  });

  test('what a template changes is gone with it', () => {
    expect(renderText('{{ dict(a=1).update(b=2) }}{{ {}.x is defined }}', variables)).toBe('NoneFalse');
  });
});

describe('errors say where', () => {
  test('line and column of what failed', () => {
    const { message, line, column, pythonType } = failure('a\n  {{ fileName }}{{ fileName.nope.deep }}');
    expect(message).toBe("'str object' has no attribute 'nope' (line 2, column 20)");
    expect({ line, column, pythonType }).toEqual({ line: 2, column: 20, pythonType: 'UndefinedError' });
  });

  test('syntax, unknown filters and tests are found when compiling', () => {
    expect(failure('{% if false %}{% for x in [] %}{{ x | nope }}{% endfor %}{% endif %}').message).toContain(
      "No filter named 'nope'.",
    );
    expect(failure('{{ 1 is nope }}').pythonType).toBe('TemplateAssertionError');
    expect(failure('{{ 1 + }}').message).toBe("unexpected 'end of print statement' (line 1, column 8)");
    expect(failure('{% include "x" %}').message).toContain('command templates have no files');
    expect(failure('{% do x %}').message).toContain("Encountered unknown tag 'do'.");
  });

  test('they are permanent errors with a hint', () => {
    expect(failure('{{ x.y }}')).toMatchObject({
      kind: 'permanent',
      code: 'template-error',
      hint: expect.stringContaining('default'),
    });
  });
});
