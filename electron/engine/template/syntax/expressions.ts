// Expressions, by recursive descent: a port of Jinja2's parser, function by function.
import { parseInteger } from '../python/parse-number.ts';
import { PyFloat } from '../python/values.ts';
import type { CompareOperator, Expression, Filter } from './nodes.ts';
import { parseFilter, parseFilters, parsePostfix, type InnerParsers } from './postfix.ts';
import { describeToken, type TokenType } from './tokens.ts';
import type { TokenStream } from './token-stream.ts';

const COMPARE: ReadonlyMap<TokenType, CompareOperator> = new Map([
  ['eq', 'eq'],
  ['ne', 'ne'],
  ['lt', 'lt'],
  ['lteq', 'lteq'],
  ['gt', 'gt'],
  ['gteq', 'gteq'],
]);
const MATH1: ReadonlyMap<TokenType, '+' | '-'> = new Map([
  ['add', '+'],
  ['sub', '-'],
]);
const MATH2: ReadonlyMap<TokenType, '*' | '/' | '//' | '%'> = new Map([
  ['mul', '*'],
  ['div', '/'],
  ['floordiv', '//'],
  ['mod', '%'],
]);

const INNER: InnerParsers = { expression: (s) => parseExpression(s), primary: (s) => parsePrimary(s) };

/** The filter of a `{% filter %}` or `{% set %}` block, whose input is the block. */
export function parseBlockFilter(s: TokenStream, input: Filter | null): Filter {
  return parseFilter(s, input, INNER);
}

export function parseExpression(s: TokenStream, withCondition = true): Expression {
  return s.nested(() => (withCondition ? parseCondition(s) : parseOr(s)));
}

function parseCondition(s: TokenStream): Expression {
  let node = parseOr(s);
  while (s.isName('if')) {
    const { position } = s.next();
    const test = parseOr(s);
    const otherwise = s.skipIfName('else') ? s.nested(() => parseCondition(s)) : null;
    node = { type: 'cond', test, whenTrue: node, otherwise, position };
  }
  return node;
}

function parseOr(s: TokenStream): Expression {
  let left = parseAnd(s);
  while (s.isName('or')) {
    const { position } = s.next();
    left = { type: 'or', left, right: parseAnd(s), position };
  }
  return left;
}

function parseAnd(s: TokenStream): Expression {
  let left = parseNot(s);
  while (s.isName('and')) {
    const { position } = s.next();
    left = { type: 'and', left, right: parseNot(s), position };
  }
  return left;
}

function parseNot(s: TokenStream): Expression {
  if (!s.isName('not')) return parseCompare(s);
  const { position } = s.next();
  return { type: 'not', node: s.nested(() => parseNot(s)), position };
}

function parseCompare(s: TokenStream): Expression {
  const node = parseMath1(s);
  const { position } = s.current;
  const operations: { operator: CompareOperator; node: Expression }[] = [];
  for (let operator = compareOperator(s); operator !== null; operator = compareOperator(s)) {
    operations.push({ operator, node: parseMath1(s) });
  }
  return operations.length === 0 ? node : { type: 'compare', node, operations, position };
}

/** Takes the operator's tokens, if it is one. */
function compareOperator(s: TokenStream): CompareOperator | null {
  const operator = COMPARE.get(s.current.type);
  if (operator) {
    s.next();
    return operator;
  }
  if (s.skipIfName('in')) return 'in';
  if (!s.isName('not') || s.look().type !== 'name' || s.look().value !== 'in') return null;
  s.next();
  s.next();
  return 'notin';
}

function parseMath1(s: TokenStream): Expression {
  let left = parseConcat(s);
  for (let operator = MATH1.get(s.current.type); operator; operator = MATH1.get(s.current.type)) {
    const { position } = s.next();
    left = { type: 'binary', operator, left, right: parseConcat(s), position };
  }
  return left;
}

function parseConcat(s: TokenStream): Expression {
  const first = parseMath2(s);
  const { position } = s.current;
  const nodes = [first];
  while (s.skipIf('tilde')) nodes.push(parseMath2(s));
  return nodes.length === 1 ? first : { type: 'concat', nodes, position };
}

function parseMath2(s: TokenStream): Expression {
  let left = parsePower(s);
  for (let operator = MATH2.get(s.current.type); operator; operator = MATH2.get(s.current.type)) {
    const { position } = s.next();
    left = { type: 'binary', operator, left, right: parsePower(s), position };
  }
  return left;
}

function parsePower(s: TokenStream): Expression {
  let left = parseUnary(s);
  while (s.is('pow')) {
    const { position } = s.next();
    left = { type: 'binary', operator: '**', left, right: parseUnary(s), position };
  }
  return left;
}

function parseUnary(s: TokenStream, withFilter = true): Expression {
  const { type, position } = s.current;
  let node: Expression;
  if (type === 'sub' || type === 'add') {
    s.next();
    const operand = s.nested(() => parseUnary(s, false));
    node = { type: type === 'sub' ? 'neg' : 'pos', node: operand, position };
  } else {
    node = parsePrimary(s);
  }
  node = parsePostfix(s, node, INNER);
  return withFilter ? parseFilters(s, node, INNER) : node;
}

/** @param withNamespace `name.attribute` is one target, as `{% set %}` has it */
export function parsePrimary(s: TokenStream, withNamespace = false): Expression {
  const token = s.current;
  const { position } = token;
  if (token.type === 'lbracket')
    return { type: 'list', items: parseItems(s, 'rbracket', () => parseExpression(s)), position };
  if (token.type === 'lbrace') return { type: 'dict', items: parseItems(s, 'rbrace', () => parsePair(s)), position };
  if (token.type === 'string') {
    let value = '';
    while (s.is('string')) value += s.next().value;
    return { type: 'const', value, position };
  }
  if (s.skipIf('name')) return parseNamed(s, token.value, position, withNamespace);
  if (s.skipIf('integer')) return { type: 'const', value: parseInteger(token.value, 0), position };
  if (s.skipIf('float')) return { type: 'const', value: new PyFloat(Number(token.value)), position };
  if (!s.skipIf('lparen')) return s.fail(`unexpected '${describeToken(token)}'`, position);
  const node = parseTuple(s, { explicitParentheses: true });
  s.expect('rparen');
  return node;
}

function parseNamed(s: TokenStream, name: string, position: number, withNamespace: boolean): Expression {
  if (name === 'true' || name === 'True') return { type: 'const', value: true, position };
  if (name === 'false' || name === 'False') return { type: 'const', value: false, position };
  if (name === 'none' || name === 'None') return { type: 'const', value: null, position };
  if (withNamespace && s.skipIf('dot')) {
    return { type: 'nsref', name, attribute: s.expect('name').value, position };
  }
  return { type: 'name', name, use: 'load', position };
}

function parseItems<T>(s: TokenStream, end: TokenType, parseItem: () => T): T[] {
  s.next();
  const items: T[] = [];
  while (!s.is(end)) {
    if (items.length > 0) s.expect('comma');
    if (s.is(end)) break;
    items.push(parseItem());
  }
  s.expect(end);
  return items;
}

function parsePair(s: TokenStream): [Expression, Expression] {
  const key = parseExpression(s);
  s.expect('colon');
  return [key, parseExpression(s)];
}

export interface TupleOptions {
  /** Names and literals only: the target of an assignment. */
  simplified?: boolean;
  withCondition?: boolean;
  withNamespace?: boolean;
  /** A name that ends the tuple. */
  end?: string;
  /** `()` is a value. */
  explicitParentheses?: boolean;
}

/** An expression, or a tuple where there are commas. */
export function parseTuple(s: TokenStream, options: TupleOptions = {}): Expression {
  const { simplified = false, withCondition = true, withNamespace = false, end } = options;
  const { position } = s.current;
  const items: Expression[] = [];
  let isTuple = false;
  for (;;) {
    if (items.length > 0) s.expect('comma');
    if (s.is('variable_end') || s.is('block_end') || s.is('rparen')) break;
    if (end !== undefined && s.isName(end)) break;
    items.push(simplified ? parsePrimary(s, withNamespace) : parseExpression(s, withCondition));
    if (!s.is('comma')) break;
    isTuple = true;
  }
  const [first] = items;
  if (!isTuple && first) return first;
  if (!isTuple && !options.explicitParentheses) s.fail(`Expected an expression, got '${describeToken(s.current)}'`);
  return { type: 'tuple', items, position };
}
