// + - * / // % ** and unary - +, `in`, for all types.
import { spend, spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { failIfUndefined, isSameOrEqual } from './compare.ts';
import { DictView, PyDict } from './dict.ts';
import { escapeHtml } from './html.ts';
import { iterate, iterateOrNull } from './iterate.ts';
import { arithmetic, asInt, isInt, type ArithmeticOperator } from './numbers.ts';
import { formatPercent } from './percent-format.ts';
import { isStr, Markup, PyBytes, PyFloat, PyRange, PyTuple, textOf, typeName, type Str, type Value } from './values.ts';

export function binary(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const number = arithmetic(operator, left, right);
  if (number !== undefined) return number;
  // A str formats anything, an undefined value too.
  if (operator === '%' && isStr(left)) return formatPercent(left, right);
  failIfUndefined(left, right);
  const result = operator === '+' ? concatenate(left, right) : operator === '*' ? repeat(left, right) : undefined;
  if (result !== undefined) return result;
  if (operator === '+' && (isStr(left) || Array.isArray(left) || left instanceof PyTuple)) {
    const name = typeName(left);
    throw new PyError('TypeError', `can only concatenate ${name} (not "${typeName(right)}") to ${name}`);
  }
  const shown = operator === '**' ? '** or pow()' : operator;
  throw new PyError(
    'TypeError',
    `unsupported operand type(s) for ${shown}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function concatenate(left: Value, right: Value): Value | undefined {
  if (isStr(left) && isStr(right)) return addText(left, right);
  if (Array.isArray(left) && Array.isArray(right)) {
    spend(left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof PyTuple && right instanceof PyTuple) {
    spend(left.items.length + right.items.length);
    return new PyTuple([...left.items, ...right.items]);
  }
  if (left instanceof PyBytes && right instanceof PyBytes) return new PyBytes(Buffer.concat([left.bytes, right.bytes]));
  return undefined;
}

function addText(left: Str, right: Str): Str {
  spendText(textOf(left).length + textOf(right).length);
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  return new Markup(escapeHtml(left).text + escapeHtml(right).text);
}

function repeat(left: Value, right: Value): Value | undefined {
  const [sequence, times] = isInt(right) ? [left, asInt(right)] : [right, asInt(left)];
  if (times === undefined) return undefined;
  const count = Math.max(0, Number(times));
  if (isStr(sequence)) {
    const text = textOf(sequence);
    spendText(text.length * count);
    return typeof sequence === 'string' ? text.repeat(text ? count : 0) : new Markup(text.repeat(text ? count : 0));
  }
  if (Array.isArray(sequence)) return repeatItems(sequence, count);
  if (sequence instanceof PyTuple) return new PyTuple(repeatItems(sequence.items, count));
  if (sequence instanceof PyBytes) {
    spendText(sequence.bytes.length * count);
    return new PyBytes(Buffer.concat(Array.from({ length: count }, () => sequence.bytes)));
  }
  return undefined;
}

function repeatItems(items: readonly Value[], count: number): Value[] {
  spend(items.length * count);
  return items.length === 0 ? [] : Array.from({ length: count }, () => items).flat();
}

export function negate(value: Value): Value {
  if (value instanceof PyFloat) return new PyFloat(-value.value);
  const result = arithmetic('-', 0, value);
  if (result !== undefined) return result;
  failIfUndefined(value);
  throw new PyError('TypeError', `bad operand type for unary -: '${typeName(value)}'`);
}

export function positive(value: Value): Value {
  if (value instanceof PyFloat) return value;
  const int = asInt(value);
  if (int !== undefined) return int;
  failIfUndefined(value);
  throw new PyError('TypeError', `bad operand type for unary +: '${typeName(value)}'`);
}

/** `item in container` */
export function contains(container: Value, item: Value): boolean {
  if (isStr(container)) {
    if (!isStr(item)) {
      throw new PyError('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`);
    }
    return textOf(container).includes(textOf(item));
  }
  if (container instanceof PyDict) return container.has(item);
  if (container instanceof DictView && container.typeName === 'dict_keys') return container.dict.has(item);
  if (container instanceof PyRange && isInt(item)) return isInRange(container, Number(item));
  if (container instanceof PyBytes && container.bytes.length === 0) return false;
  if (iterateOrNull(container) === null) {
    throw new PyError('TypeError', `argument of type '${typeName(container)}' is not iterable`);
  }
  for (const candidate of iterate(container)) {
    if (isSameOrEqual(candidate, item)) return true;
  }
  return false;
}

function isInRange({ start, step, length }: PyRange, item: number): boolean {
  const index = (item - start) / step;
  return Number.isInteger(index) && index >= 0 && index < length;
}
