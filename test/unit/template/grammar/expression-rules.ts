// Rules of the grammar for conditions and expressions of any type.
import { oneof } from 'fast-check';
import { oneOf, text, type Rules, type Tie } from './text.ts';
import { anyVariable, stringMethod0 } from './words.ts';

export function expressionRules(ref: Tie): Rules {
  const any = ref('expression');
  const str = ref('string');
  const num = ref('number');
  const list = ref('list');
  const dict = ref('dict');
  const test = ref('test');
  const size = { maxDepth: 3, depthSize: 'small' as const, withCrossShrink: true };
  return {
    test: oneof(
      { ...size, depthIdentifier: 'e' },
      { arbitrary: oneOf('true', 'false', 't', 'f'), weight: 2 },
      { arbitrary: text`${any} ${oneOf('==', '!=', '<', '<=', '>', '>=')} ${any}`, weight: 3 },
      { arbitrary: text`${num} ${oneOf('==', '!=', '<', '<=', '>', '>=')} ${num}`, weight: 3 },
      text`${num} < ${num} <= ${num}`,
      text`${str} ${oneOf('==', '<', '>', 'in', 'not in')} ${str}`,
      { arbitrary: text`${any} ${oneOf('in', 'not in')} ${list}`, weight: 2 },
      text`${any} in ${dict}`,
      text`not ${test}`,
      { arbitrary: text`${test} ${oneOf('and', 'or')} ${test}`, weight: 2 },
      {
        arbitrary: text`${any} is ${oneOf('', 'not ')}${oneOf(
          'defined',
          'undefined',
          'none',
          'string',
          'number',
          'integer',
          'float',
          'boolean',
          'mapping',
          'sequence',
          'iterable',
          'callable',
          'true',
          'false',
          'odd',
          'even',
          'lower',
          'upper',
          'escaped',
          'eq 1',
          "eq('a')",
          'divisibleby 2',
          'divisibleby(3)',
          'in [1, 2]',
          "in 'abc'",
          'sameas none',
          'sameas true',
          'gt 2',
          'lt(3)',
          'ge 1',
          "ne 'x'",
          'filter',
          'test',
          'equalto none',
          'greaterthan 0',
        )}`,
        weight: 6,
      },
      text`${test} is ${oneOf('true', 'false', 'boolean')}`,
    ),
    expression: oneof(
      { ...size, depthIdentifier: 'e' },
      { arbitrary: anyVariable, weight: 14 },
      { arbitrary: str, weight: 24 },
      { arbitrary: num, weight: 20 },
      { arbitrary: list, weight: 20 },
      { arbitrary: dict, weight: 8 },
      { arbitrary: test, weight: 12 },
      text`${any}[${any}]`,
      { arbitrary: text`${any} if ${test} else ${any}`, weight: 2 },
      text`${any} if ${test}`,
      text`(${any}) if ${any}`,
      text`${any} or ${any}`,
      text`${any} and ${any}`,
      text`${dict}.get(${any}${oneof(oneOf(''), text`, ${any}`)})`,
      text`${any}.${oneOf('name', 'items', 'upper', 'real', 'nope', '0', 'count', 'city.name', 'get', 'list')}`,
      text`${any}|default(${any}${oneOf('', ', true', ', boolean=true')})`,
      text`${any}|${oneOf('length', 'first', 'last', 'list', 'int', 'float', 'string', 'tojson', 'tojson(indent=2)', 'sum', 'sort', 'join', 'round', 'abs', 'reverse|list', 'e', 'trim', "attr('name')", 'pprint', 'unique|list', 'wordcount', 'map("string")|join', 'items|list', 'dictsort', 'xmlattr', 'min', 'max', 'urlize', 'striptags', 'format', 'center(9)', 'upper', 'safe', 'filesizeformat', 'batch(2)|list', 'wordwrap(10)', 'urlencode', 'indent', 'truncate(9)')}`,
      text`(${any}|safe) + ${any}`,
      text`(${any}|e) ~ ${any}`,
      text`(${any}|e).${stringMethod0}()`,
      text`(${str}|safe)|${ref('textFilter')}`,
      text`(${str}|e) % ${any}`,
      text`(${str}|e).format(${any}, x=${any})`,
      text`${any} ${oneOf('+', '-', '*', '//', '/', '%')} ${any}`,
      text`${ref('string')}.encode()`,
      text`m(${any})`,
      text`m(${any}, b=${any})`,
      text`(${any})`,
      text`[${any}]`,
      text`${oneOf('ns.x', 'ns.acc', 'loop.index', 'loop.last', 'loop.length', 'loop.previtem', 'loop.nextitem', 'loop.revindex', "loop.cycle('a', 'b')", 'loop.changed(item)', 'loop.depth', 'loop.first', 'varargs', 'kwargs', 'caller()', 'c.next()', 'c.current', 'j()', 'self.blk()', 'range(3)', 'loop')}`,
    ),
  };
}
