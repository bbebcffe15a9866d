// == and <, as Python: no coercion between types other than numbers.
import { spend } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { DictView, PyDict } from './dict.ts';
import { compareText } from './text.ts';
import {
  isStr,
  PyBytes,
  PyFloat,
  PyFunction,
  PyRange,
  PyTuple,
  textOf,
  typeName,
  Undefined,
  type Value,
} from './values.ts';

/** `is`: what containers look for before they compare. */
export function isSame(a: Value, b: Value): boolean {
  return a === b;
}

export function isEqual(a: Value, b: Value): boolean {
  if (a === b && !(a instanceof PyFloat)) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  spend(1);
  const [x, y] = [numberOf(a), numberOf(b)];
  // oxlint-disable-next-line eqeqeq -- only loosely is a bigint equal to the same float; both are numbers here
  if (x !== null && y !== null) return x == y;
  if (isStr(a) && isStr(b)) return textOf(a) === textOf(b);
  if (Array.isArray(a)) return Array.isArray(b) && areItemsEqual(a, b);
  if (a instanceof PyTuple) return b instanceof PyTuple && areItemsEqual(a.items, b.items);
  if (a instanceof PyDict) return b instanceof PyDict && areDictsEqual(a, b);
  if (a instanceof Undefined) return b instanceof Undefined;
  if (a instanceof PyRange) return b instanceof PyRange && areRangesEqual(a, b);
  if (a instanceof PyBytes) return b instanceof PyBytes && Buffer.from(a.bytes).equals(b.bytes);
  // A method is made anew each time that it is looked up.
  if (a instanceof PyFunction)
    return b instanceof PyFunction && a.owner !== null && a.owner === b.owner && a.display === b.display;
  if (a instanceof DictView) return b instanceof DictView && areViewsEqual(a, b);
  return false;
}

function numberOf(value: Value): number | bigint | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof PyFloat ? value.value : null;
}

/** As the elements of containers are compared: identity first. */
export function isSameOrEqual(a: Value, b: Value): boolean {
  return isSame(a, b) || isEqual(a, b);
}

function areItemsEqual(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => isSameOrEqual(item, b[index] ?? null));
}

function areDictsEqual(a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a.items()) {
    const other = b.get(key);
    if (other === undefined || !isSameOrEqual(value, other)) return false;
  }
  return true;
}

function areRangesEqual(a: PyRange, b: PyRange): boolean {
  if (a.length !== b.length) return false;
  return a.length === 0 || (a.start === b.start && (a.length === 1 || a.step === b.step));
}

function areViewsEqual(a: DictView, b: DictView): boolean {
  if (a.typeName === 'dict_values' || b.typeName === 'dict_values' || a.dict.size !== b.dict.size) return false;
  const others = Array.from(b.values());
  return Array.from(a.values()).every((item) => others.some((other) => isSameOrEqual(item, other)));
}

export type Order = '<' | '<=' | '>' | '>=';

export function isOrdered(operator: Order, a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return holds(operator, a, b);
  spend(1);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return holds(operator, x, y);
  if (isStr(a) && isStr(b)) return holds(operator, compareText(textOf(a), textOf(b)), 0);
  if (Array.isArray(a) && Array.isArray(b)) return areItemsOrdered(operator, a, b);
  if (a instanceof PyTuple && b instanceof PyTuple) return areItemsOrdered(operator, a.items, b.items);
  if (a instanceof PyBytes && b instanceof PyBytes) return holds(operator, Buffer.compare(a.bytes, b.bytes), 0);
  failIfUndefined(a, b);
  throw new PyError(
    'TypeError',
    `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

function holds(operator: Order, a: number | bigint, b: number | bigint): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function areItemsOrdered(operator: Order, a: readonly Value[], b: readonly Value[]): boolean {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [x, y] = [a[index] ?? null, b[index] ?? null];
    if (!isSameOrEqual(x, y)) return isOrdered(operator, x, y);
  }
  return holds(operator, a.length, b.length);
}

/** Any operation on an undefined value says what is undefined. */
export function failIfUndefined(...values: Value[]): void {
  for (const value of values) {
    if (value instanceof Undefined) throw new PyError(value.pythonType, value.message);
  }
}

/** As list.sort: stable; the keys are compared with `<` only. */
export function sorted<T>(items: readonly T[], keyOf: (item: T) => Value, reverse: boolean): T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  keyed.sort((a, b) => {
    if (isOrdered('<', a.key, b.key)) return reverse ? 1 : -1;
    if (isOrdered('<', b.key, a.key)) return reverse ? -1 : 1;
    return 0;
  });
  return keyed.map(({ item }) => item);
}
