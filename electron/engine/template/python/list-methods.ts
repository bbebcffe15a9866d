// The methods of list, tuple and range.
import { spend } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { failIfUndefined, isSameOrEqual, sorted } from './compare.ts';
import { intArgument } from './convert.ts';
import { sliceBounds } from './index.ts';
import { iterate, listOf } from './iterate.ts';
import { methodTable, type Bound, type Kwargs } from './signature.ts';
import { isTrue } from './truth.ts';
import { JinjaObject, PyFunction, PySlice, typeName, type PyRange, type PyTuple, type Value } from './values.ts';

/** What a template can call, or TypeError. */
export function callValue(value: Value, args: Value[], kwargs: Kwargs | null): Value {
  if (value instanceof PyFunction) return value.call(args, kwargs);
  if (value instanceof JinjaObject && value.call) return value.call(args, kwargs);
  failIfUndefined(value);
  throw new PyError('TypeError', `'${typeName(value)}' object is not callable`);
}

function countOf(items: Iterable<Value>, wanted: Value): number {
  let found = 0;
  for (const item of items) if (isSameOrEqual(item, wanted)) found += 1;
  return found;
}

function indexOf(items: readonly Value[], wanted: Value, start: Value, stop: Value, name: string): number {
  const bounds = sliceBounds(new PySlice(start, stop, null), items.length);
  for (let index = bounds.start; index < bounds.stop; index += 1) {
    if (isSameOrEqual(items[index] ?? null, wanted)) return index;
  }
  throw new PyError('ValueError', name === 'tuple' ? 'tuple.index(x): x not in tuple' : `${name} is not in list`);
}

export const LIST_METHODS = methodTable<Value[]>({
  'append(object, /)': (list, item) => {
    spend(1);
    list.push(item);
    return null;
  },
  'clear()': (list) => {
    list.length = 0;
    return null;
  },
  'copy()': (list) => listOf(list),
  'count(value, /)': (list, wanted) => countOf(list, wanted),
  'extend(iterable, /)': (list, items) => {
    for (const item of listOf(items)) list.push(item);
    return null;
  },
  'index(value, start=0, stop=None, /)': (list, wanted, start, stop) => indexOf(list, wanted, start, stop, 'value'),
  'insert(index, object, /)': (list, index, item) => {
    spend(1 + list.length / 64);
    list.splice(intArgument(index), 0, item);
    return null;
  },
  'pop(index=-1, /)': (list, index) => pop(list, intArgument(index)),
  'remove(value, /)': (list, wanted) => {
    const index = list.findIndex((item) => isSameOrEqual(item, wanted));
    if (index < 0) throw new PyError('ValueError', 'list.remove(x): x not in list');
    list.splice(index, 1);
    return null;
  },
  'reverse()': (list) => {
    list.reverse();
    return null;
  },
});

/** `sort(*, key, reverse)`: its arguments have names only. */
export const sortList: Bound<Value[]> = (list, args, kwargs) => {
  if (args.length > 0) throw new PyError('TypeError', 'sort() takes no positional arguments');
  const key = kwargs?.get('key') ?? null;
  const unknown = Array.from(kwargs?.keys() ?? []).find((name) => name !== 'key' && name !== 'reverse');
  if (unknown !== undefined) throw new PyError('TypeError', `sort() got an unexpected keyword argument '${unknown}'`);
  const keyOf = (item: Value): Value => (key === null ? item : callValue(key, [item], null));
  list.splice(0, list.length, ...sorted(list, keyOf, isTrue(kwargs?.get('reverse') ?? false)));
  return null;
};

function pop(list: Value[], index: number): Value {
  if (list.length === 0) throw new PyError('IndexError', 'pop from empty list');
  const found = index < 0 ? index + list.length : index;
  if (found < 0 || found >= list.length) throw new PyError('IndexError', 'pop index out of range');
  return list.splice(found, 1)[0] ?? null;
}

export const TUPLE_METHODS = methodTable<PyTuple>({
  'count(value, /)': ({ items }, wanted) => countOf(items, wanted),
  'index(value, start=0, stop=None, /)': ({ items }, wanted, start, stop) =>
    indexOf(items, wanted, start, stop, 'tuple'),
});

export const RANGE_METHODS = methodTable<PyRange>({
  'count(value, /)': (range, wanted) => countOf(iterate(range), wanted),
  'index(value, /)': (range, wanted) => indexOf(listOf(range), wanted, 0, null, 'value'),
});
