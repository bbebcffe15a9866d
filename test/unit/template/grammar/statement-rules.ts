// Rules of the grammar for statements and whole templates.
import { array, constantFrom, oneof, tuple } from 'fast-check';
import { PRELUDE } from './context.ts';
import { oneOf, text, type Rules, type Tie } from './text.ts';
import { name } from './words.ts';

export function statementRules(ref: Tie): Rules {
  const any = ref('expression');
  const str = ref('string');
  const list = ref('list');
  const dict = ref('dict');
  const body = ref('body');
  const size = { maxDepth: 3, depthSize: 'small' as const, withCrossShrink: true };
  return {
    assignment: oneof(
      text`{% set ${name} = ${any} %}`,
      text`{%- set x, y = ${any}, ${any} -%}`,
      text`{% set x, y = ${any} %}`,
      text`{% set ns = namespace(x=${any}) %}`,
      text`{% set ns.acc = ${any} %}`,
      text`{% set ns.x = (ns.x|default(0)) ~ ${str} %}`,
      text`{% set ${name} %}${body}{% endset %}`,
      text`{% set ${name} | ${ref('textFilter')} %}${body}{% endset %}`,
      oneOf(
        '{% set c = cycler(1, "b") %}',
        "{% set j = joiner(', ') %}",
        '{% set acc = [] %}{{ acc.append(1) }}{{ acc }}',
      ),
    ),
    block: oneof(
      { ...size, depthIdentifier: 's' },
      { arbitrary: text`{{ ${any} }}`, weight: 12 },
      { arbitrary: ref('assignment'), weight: 3 },
      {
        arbitrary: text`{${oneOf('%', '%-', '%+')} if ${any} ${oneOf('%', '-%')}}${body}${oneof(oneOf(''), text`{% elif ${any} %}${body}`)}${oneof(oneOf(''), text`{%- else -%}${body}`)}{% endif %}`,
        weight: 4,
      },
      {
        arbitrary: text`{% for item in ${oneof(list, any)}${oneof(oneOf('', ''), text` if ${any}`)} %}${body}${oneof(oneOf(''), text`{% else %}${body}`)}{% endfor %}`,
        weight: 4,
      },
      text`{% for ${oneOf('x, y', 'k, item', '(x, y)')} in ${oneof(text`${dict}.items()`, text`${dict}|dictsort`, list, oneOf('[(1, 2), (3, 4)]', "users|groupby('age')"))} %}${body}{{ loop.index }}{{ x }}{% endfor %}`,
      text`{% for item in ${oneOf('[[1, [2]], [3]]', '[1, [2, [3]]]', 'mixed')} recursive %}{{ item if item is number else loop(item) }}${body}{{ loop.depth }}{% endfor %}`,
      text`{% with x = ${any}, y = ${any} %}${body}{% endwith %}`,
      text`{% macro m(a, b=${any}${oneOf('', ', c=a')}) %}${body}${oneOf('', '{{ a }}{{ b }}', '{{ varargs }}', '{{ kwargs }}', '{{ caller() }}', '{{ caller is defined }}')}{% endmacro %}${oneof(oneOf('{{ m(1) }}', "{{ m('x', 2) }}", '{{ m(b=3) }}', '{{ m() }}', '{{ m(1, 2, 3) }}', '{{ m(1, z=4) }}', '{{ m }}', '{{ m.name }}{{ m.arguments }}'), text`{% call m(${any}) %}${body}{% endcall %}`)}`,
      text`{% macro m(a) %}[{{ a }}{{ caller(${any}) }}]{% endmacro %}{% call(x) m(${any}) %}${body}{{ x }}{% endcall %}`,
      text`{% filter ${ref('textFilter')} %}${body}{% endfilter %}`,
      text`{% raw ${oneOf('%', '-%')}}{{ x }} {% raw %}{${oneOf('%', '%-')} endraw %}`,
      text`{#${oneOf('', '-')} comment {{ x }} ${oneOf('', '-')}#}`,
      text`{% block blk %}${body}{% endblock %}`,
      text`{% autoescape ${oneOf('true', 'false', 't')} %}${body}{{ amp }}{% endautoescape %}`,
      text`{%- print ${any}, ${any} -%}`,
    ),
    body: array(
      oneof({ arbitrary: ref('block'), weight: 3 }, oneOf('', ' ', 'a', '\n', ' text ', '\n  b\n', '{', '%}', '->')),
      { maxLength: 3, depthIdentifier: 's' },
    ).map((parts) => parts.join('')),
    template: tuple(
      constantFrom('', PRELUDE, PRELUDE, PRELUDE),
      array(oneof({ arbitrary: ref('block'), weight: 4 }, oneOf('', ' ', 'a', '\n', ' text ', '\r\n', '}} ')), {
        minLength: 1,
        maxLength: 2,
        depthIdentifier: 's',
      }),
    ).map(([prelude, parts]) => prelude + parts.join('')),
  };
}
