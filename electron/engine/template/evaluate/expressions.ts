// Expressions to closures. Each notes its position before it does what may fail.
import { spend, spendText } from '../budget.ts';
import { attributeOrItem, itemOrAttribute } from '../python/attribute.ts';
import { isEqual, isOrdered } from '../python/compare.ts';
import { PyDict } from '../python/dict.ts';
import { escapeHtml } from '../python/html.ts';
import { getIndexed } from '../python/index.ts';
import { callValue } from '../python/list-methods.ts';
import { isInt } from '../python/numbers.ts';
import { binary, contains, negate, positive } from '../python/operators.ts';
import { pyStr } from '../python/print.ts';
import { isTrue } from '../python/truth.ts';
import { Markup, PyFloat, PySlice, PyTuple, Undefined, type Value } from '../python/values.ts';
import type { BinaryOperator, Call, CompareOperator, Expression, Name, NamespaceAttribute } from '../syntax/nodes.ts';
import { compileArguments } from './arguments.ts';
import { isConstant } from './children.ts';
import { compileFilter, compileTest } from './filter-calls.ts';
import type { Evaluate, Frame } from './runtime.ts';
import { reader, type Scope } from './scope.ts';

export function compileExpression(node: Expression, scope: Scope): Evaluate {
  switch (node.type) {
    case 'const': {
      const { value } = node;
      return () => value;
    }
    case 'name':
    case 'nsref':
      return compileName(node, scope);
    case 'tuple': {
      const items = compileAll(node.items, scope);
      return (frame) => new PyTuple(items.map((item) => item(frame)));
    }
    case 'list': {
      const items = compileAll(node.items, scope);
      return (frame) => items.map((item) => item(frame));
    }
    case 'dict': {
      const items = node.items.map((pair) => compileAll(pair, scope));
      return (frame) =>
        new PyDict(items.map(([key, value]): [Value, Value] => [key?.(frame) ?? null, value?.(frame) ?? null]));
    }
    case 'cond':
      return compileCondition(node, scope);
    case 'filter':
      return compileFilter(node, scope, compileExpression);
    case 'test':
      return compileTest(node, scope, compileExpression);
    case 'call':
      return compileCall(node, scope);
    case 'getattr':
    case 'getitem':
    case 'slice':
      return compileAccess(node, scope);
    case 'concat':
      return compileConcat(compileAll(node.nodes, scope), scope);
    case 'compare':
      return compileCompare(node, scope);
    case 'binary':
      return compileBinary(node, scope);
    case 'and':
    case 'or':
      return compileLogic(node.type, compileExpression(node.left, scope), compileExpression(node.right, scope));
    case 'not':
    case 'neg':
    case 'pos':
      return compileUnary(node.type, node.position, compileExpression(node.node, scope));
  }
}

function compileAll(nodes: readonly Expression[], scope: Scope): Evaluate[] {
  return nodes.map((node) => compileExpression(node, scope));
}

function compileBinary(node: Expression & { type: 'binary' }, scope: Scope): Evaluate {
  const { operator, position } = node;
  const [left, right] = [compileExpression(node.left, scope), compileExpression(node.right, scope)];
  const operate =
    operator === '**' && isConstant(node.left, true) && !isConstant(node.right, true) ? powerOfConstant : binary;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.runtime.position = position;
    return operate(operator, a, b);
  };
}

/** Jinja2 writes a constant -2 as Python source, `-2 ** n`, which Python reads as `-(2 ** n)`. */
function powerOfConstant(_: BinaryOperator, base: Value, exponent: Value): Value {
  const isNegative = (isInt(base) || base instanceof PyFloat) && isOrdered('<', base, 0);
  return isNegative ? negate(binary('**', negate(base), exponent)) : binary('**', base, exponent);
}

function compileName(node: Name | NamespaceAttribute, scope: Scope): Evaluate {
  const read = reader(scope, scope.symbols.ref(node.name));
  const message = `'${node.name}' is undefined`;
  return (frame) => {
    const value = read(frame);
    return value === undefined ? new Undefined(message) : value;
  };
}

function compileCondition(node: Expression & { type: 'cond' }, outer: Scope): Evaluate {
  const scope = { ...outer, isSoft: true };
  const test = compileExpression(node.test, scope);
  const then = compileExpression(node.whenTrue, scope);
  if (node.otherwise) {
    const otherwise = compileExpression(node.otherwise, scope);
    return (frame) => (isTrue(test(frame)) ? then(frame) : otherwise(frame));
  }
  const message = 'the inline if-expression evaluated to false and no else section was defined.';
  return (frame) => (isTrue(test(frame)) ? then(frame) : new Undefined(message));
}

/** @param withCaller hands the body of a `{% call %}` over */
export function compileCall(node: Call, scope: Scope, withCaller?: (frame: Frame) => Value): Evaluate {
  const callee = compileExpression(node.node, scope);
  const args = compileArguments(node.args, scope, compileExpression);
  const { position } = node;
  return (frame) => {
    const callable = callee(frame);
    const { positional, keywords } = args(frame);
    const kwargs = withCaller ? new Map(keywords).set('caller', withCaller(frame)) : keywords;
    frame.runtime.position = position;
    spend(1);
    return callValue(callable, positional, kwargs);
  };
}

function compileAccess(node: Expression & { type: 'getattr' | 'getitem' | 'slice' }, scope: Scope): Evaluate {
  const { position } = node;
  if (node.type === 'slice') {
    const [start, stop, step] = [node.start, node.stop, node.step].map(
      (part) => part && compileExpression(part, scope),
    );
    return (frame) => new PySlice(start?.(frame) ?? null, stop?.(frame) ?? null, step?.(frame) ?? null);
  }
  const object = compileExpression(node.node, scope);
  if (node.type === 'getattr') {
    const { attribute } = node;
    return (frame) => at(frame, position, object(frame), (value) => attributeOrItem(value, attribute));
  }
  const key = compileExpression(node.key, scope);
  const get = node.key.type === 'slice' ? getIndexed : itemOrAttribute;
  return (frame) => {
    const value = object(frame);
    const index = key(frame);
    return at(frame, position, value, () => get(value, index));
  };
}

/** Digging into what is undefined says what is. */
function at(frame: Frame, position: number, value: Value, get: (value: Value) => Value): Value {
  frame.runtime.position = position;
  return get(value);
}

function compileConcat(parts: Evaluate[], { escape }: Scope): Evaluate {
  return (frame) => {
    const values = parts.map((part) => part(frame));
    const isMarkup = !escape.isVolatile && escape.isOn && values.some((value) => value instanceof Markup);
    const text = values.map((value) => (isMarkup ? escapeHtml(value).text : pyStr(value))).join('');
    spendText(text.length);
    return isMarkup ? new Markup(text) : text;
  };
}

function compileLogic(type: 'and' | 'or', left: Evaluate, right: Evaluate): Evaluate {
  const isAnd = type === 'and';
  return (frame) => {
    const value = left(frame);
    return isTrue(value) === isAnd ? right(frame) : value;
  };
}

function compileUnary(type: 'not' | 'neg' | 'pos', position: number, operand: Evaluate): Evaluate {
  if (type === 'not') return (frame) => !isTrue(operand(frame));
  const operate = type === 'neg' ? negate : positive;
  return (frame) => {
    const value = operand(frame);
    frame.runtime.position = position;
    return operate(value);
  };
}

/** `a < b < c`: each operand is evaluated once, and only as far as needed. */
function compileCompare(node: Expression & { type: 'compare' }, scope: Scope): Evaluate {
  const first = compileExpression(node.node, scope);
  const rest = node.operations.map(({ operator, node: operand }) => ({
    holds: comparison(operator),
    operand: compileExpression(operand, scope),
  }));
  const { position } = node;
  return (frame) => {
    let left = first(frame);
    for (const { holds, operand } of rest) {
      const right = operand(frame);
      frame.runtime.position = position;
      if (!holds(left, right)) return false;
      left = right;
    }
    return true;
  };
}

export function comparison(operator: CompareOperator): (left: Value, right: Value) => boolean {
  switch (operator) {
    case 'eq':
      return isEqual;
    case 'ne':
      return (left, right) => !isEqual(left, right);
    case 'lt':
      return (left, right) => isOrdered('<', left, right);
    case 'lteq':
      return (left, right) => isOrdered('<=', left, right);
    case 'gt':
      return (left, right) => isOrdered('>', left, right);
    case 'gteq':
      return (left, right) => isOrdered('>=', left, right);
    case 'in':
      return (left, right) => contains(right, left);
    case 'notin':
      return (left, right) => !contains(right, left);
  }
}
