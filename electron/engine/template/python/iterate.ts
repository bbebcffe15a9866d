// iter(), len() and list() of any value.
import { spend } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { DictView, PyDict } from './dict.ts';
import { codePoints, lengthOf } from './text.ts';
import {
  isStr,
  JinjaObject,
  PyBytes,
  PyIterator,
  PyRange,
  PyTuple,
  textOf,
  typeName,
  Undefined,
  type Value,
} from './values.ts';

/** The items, each of which costs a step; null where the value can't be iterated. */
export function iterateOrNull(value: Value): Iterable<Value> | null {
  if (Array.isArray(value)) return value;
  if (isStr(value)) return codePoints(textOf(value));
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PyDict) return keysOf(value);
  if (value instanceof DictView) return value.values();
  if (value instanceof PyIterator) return { [Symbol.iterator]: () => withoutReturn(value.items) };
  if (value instanceof PyRange) return rangeItems(value);
  if (value instanceof PyBytes) return value.bytes;
  if (value instanceof Undefined) return [];
  if (value instanceof JinjaObject && value.iterator) return { [Symbol.iterator]: value.iterator };
  return null;
}

export function iterate(value: Value): Iterable<Value> {
  const items = iterateOrNull(value);
  if (items === null) throw new PyError('TypeError', `'${typeName(value)}' object is not iterable`);
  return counted(items);
}

function* counted(items: Iterable<Value>): Generator<Value> {
  for (const item of items) {
    spend(1);
    yield item;
  }
}

/** Leaving a `for` early must not end the iterator: what is left may be asked for later. */
function withoutReturn(items: Iterator<Value>): Iterator<Value> {
  return { next: () => items.next() };
}

function* keysOf(dict: PyDict): Generator<Value> {
  for (const [key] of dict.items()) yield key;
}

function* rangeItems({ start, step, length }: PyRange): Generator<Value> {
  for (let index = 0; index < length; index += 1) yield start + index * step;
}

export function listOf(value: Value): Value[] {
  if (Array.isArray(value)) {
    spend(value.length);
    return value.slice();
  }
  return Array.from(iterate(value));
}

export function lengthOrNull(value: Value): number | null {
  if (Array.isArray(value)) return value.length;
  if (isStr(value)) return lengthOf(textOf(value));
  if (value instanceof PyTuple) return value.items.length;
  if (value instanceof PyDict) return value.size;
  if (value instanceof DictView) return value.dict.size;
  if (value instanceof PyRange) return value.length;
  if (value instanceof PyBytes) return value.bytes.length;
  if (value instanceof Undefined) return 0;
  return value instanceof JinjaObject && value.length ? value.length() : null;
}

export function len(value: Value): number {
  const length = lengthOrNull(value);
  if (length === null) throw new PyError('TypeError', `object of type '${typeName(value)}' has no len()`);
  return length;
}
