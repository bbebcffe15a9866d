// What follows an expression: attributes, items, calls, filters and tests. A port of Jinja2's parser.
import { parseInteger } from '../python/parse-number.ts';
import { parseArguments } from './arguments.ts';
import type { Expression, Filter } from './nodes.ts';
import type { TokenStream } from './token-stream.ts';

/** Tokens that may begin the one argument of a test without parentheses. */
const TEST_ARGUMENT: ReadonlySet<string> = new Set([
  'name',
  'string',
  'integer',
  'float',
  'lparen',
  'lbracket',
  'lbrace',
]);

/** The parsers of what stands inside, handed in because expressions contain each other. */
export interface InnerParsers {
  expression: (s: TokenStream) => Expression;
  primary: (s: TokenStream) => Expression;
}

/** Attributes, items and calls. Positions are those of the whole expression's beginning. */
export function parsePostfix(s: TokenStream, start: Expression, parse: InnerParsers): Expression {
  let node = start;
  for (;;) {
    const { position } = node;
    if (s.is('dot') || s.is('lbracket')) node = parseSubscript(s, node, parse);
    else if (s.is('lparen')) node = { type: 'call', node, args: parseArguments(s, parse.expression), position };
    else return node;
  }
}

/** Filters and tests. */
export function parseFilters(s: TokenStream, start: Expression, parse: InnerParsers): Expression {
  let node = start;
  for (;;) {
    const { position } = node;
    if (s.skipIf('pipe')) node = parseFilter(s, node, parse);
    else if (s.isName('is')) node = parseTest(s, node, parse);
    else if (s.is('lparen')) node = { type: 'call', node, args: parseArguments(s, parse.expression), position };
    else return node;
  }
}

/** After the `|` (or `{% filter`): one filter with its arguments. */
export function parseFilter(s: TokenStream, node: Expression | null, parse: InnerParsers): Filter {
  const { position } = s.current;
  const name = parseDottedName(s);
  return {
    type: 'filter',
    node,
    name,
    args: s.is('lparen') ? parseArguments(s, parse.expression) : noArguments(),
    position,
  };
}

function parseDottedName(s: TokenStream): string {
  let name = s.expect('name').value;
  while (s.skipIf('dot')) name += `.${s.expect('name').value}`;
  return name;
}

function noArguments(): Filter['args'] {
  return { positional: [], keywords: [], star: null, doubleStar: null };
}

function parseTest(s: TokenStream, node: Expression, parse: InnerParsers): Expression {
  const { position } = s.next();
  const isNegated = s.skipIfName('not');
  const name = parseDottedName(s);
  let args = noArguments();
  if (s.is('lparen')) {
    args = parseArguments(s, parse.expression);
  } else if (TEST_ARGUMENT.has(s.current.type) && !s.isName('else') && !s.isName('or') && !s.isName('and')) {
    if (s.isName('is')) s.fail('You cannot chain multiple tests with is');
    args.positional.push(parsePostfix(s, parse.primary(s), parse));
  }
  const test: Expression = { type: 'test', node, name, args, position };
  return isNegated ? { type: 'not', node: test, position } : test;
}

function parseSubscript(s: TokenStream, node: Expression, parse: InnerParsers): Expression {
  const token = s.next();
  const { position } = node;
  if (token.type === 'dot') {
    const key = s.next();
    if (key.type === 'name') return { type: 'getattr', node, attribute: key.value, position };
    if (key.type !== 'integer') s.fail('expected name or number', key.position);
    return { type: 'getitem', node, key: { type: 'const', value: parseInteger(key.value, 0), position }, position };
  }
  const keys: Expression[] = [];
  while (!s.is('rbracket')) {
    if (keys.length > 0) s.expect('comma');
    keys.push(parseSubscribed(s, parse));
  }
  s.expect('rbracket');
  const [first] = keys;
  const key: Expression = keys.length === 1 && first ? first : { type: 'tuple', items: keys, position };
  return { type: 'getitem', node, key, position };
}

function parseSubscribed(s: TokenStream, parse: InnerParsers): Expression {
  const { position } = s.current;
  const start = s.is('colon') ? null : parse.expression(s);
  if (!s.skipIf('colon')) return start ?? s.fail('expected subscript expression');
  const isEnd = (): boolean => s.is('colon') || s.is('rbracket') || s.is('comma');
  const stop = isEnd() ? null : parse.expression(s);
  const step = s.skipIf('colon') && !isEnd() ? parse.expression(s) : null;
  return { type: 'slice', start, stop, step, position };
}
