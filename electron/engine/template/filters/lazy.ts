// Filters that give a generator: nothing happens before the items are asked for.
import { spend } from '../budget.ts';
import { intArgument } from '../python/convert.ts';
import { PyDict } from '../python/dict.ts';
import { iterate, listOf } from '../python/iterate.ts';
import { floorDivide } from '../python/numbers.ts';
import type { Kwargs } from '../python/signature.ts';
import { isTrue } from '../python/truth.ts';
import { PyIterator, PyTuple, Undefined, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';
import { attributeGetter, filterTable, ignoreCase, type FilterContext, type FilterFunction } from './filter.ts';

export const LAZY_FILTERS: [string, FilterFunction][] = [
  ...filterTable({
    'batch(value, linecount, fill_with=None)': (_, value = null, size = null, fill = null) =>
      new PyIterator(batch(value, size, fill)),
    'items(value)': (_, value = null) => new PyIterator(items(value)),
    'slice(value, slices, fill_with=None)': (_, value = null, slices = null, fill = null) =>
      new PyIterator(slice(value, slices, fill)),
    'unique(value, case_sensitive=False, attribute=None)': (_, value = null, cased = null, attribute = null) =>
      new PyIterator(unique(value, isTrue(cased), attribute)),
  }),
  ['map', (context, [value = null, ...args], kwargs) => new PyIterator(map(context, value, args, kwargs))],
  ['select', selection(true, false)],
  ['reject', selection(false, false)],
  ['selectattr', selection(true, true)],
  ['rejectattr', selection(false, true)],
];

function* batch(value: Value, size: Value, fill: Value): Generator<Value> {
  let line: Value[] = [];
  for (const item of iterate(value)) {
    if (line.length === size) {
      yield line;
      line = [];
    }
    line.push(item);
  }
  if (line.length === 0) return;
  const missing = fill === null ? 0 : Math.max(0, intArgument(size) - line.length);
  spend(missing);
  yield [...line, ...Array.from({ length: missing }, () => fill)];
}

function* items(value: Value): Generator<Value> {
  if (value instanceof Undefined) return;
  if (!(value instanceof PyDict)) throw new PyError('TypeError', 'Can only get item pairs from a mapping.');
  for (const pair of value.items()) yield new PyTuple(pair);
}

function* slice(value: Value, slices: Value, fill: Value): Generator<Value> {
  const all = listOf(value);
  const count = intArgument(slices);
  if (count === 0) throw new PyError('ZeroDivisionError', 'integer division or modulo by zero');
  const [size, extra] = floorDivide(all.length, count).map(Number);
  let offset = 0;
  for (let number = 0; number < count; number += 1) {
    spend(1);
    const start = offset + number * (size ?? 0);
    if (number < (extra ?? 0)) offset += 1;
    const part = all.slice(start, offset + (number + 1) * (size ?? 0));
    if (fill !== null && number >= (extra ?? 0)) part.push(fill);
    yield part;
  }
}

function* unique(value: Value, isCased: boolean, attribute: Value): Generator<Value> {
  const get = attributeGetter(attribute);
  const seen = new PyDict();
  for (const item of iterate(value)) {
    const key = isCased ? get(item) : ignoreCase(get(item));
    if (seen.has(key)) continue;
    seen.set(key, true);
    yield item;
  }
}

function* map(context: FilterContext, value: Value, args: Value[], kwargs: Kwargs | null): Generator<Value> {
  if (!isTrue(value)) return;
  const change = mapper(context, args, kwargs);
  for (const item of iterate(value)) yield change(item);
}

function mapper(context: FilterContext, args: Value[], kwargs: Kwargs | null): (item: Value) => Value {
  const attribute = kwargs?.get('attribute');
  if (args.length === 0 && attribute !== undefined) {
    const unknown = Array.from(kwargs?.keys() ?? []).find((name) => name !== 'attribute' && name !== 'default');
    if (unknown !== undefined) throw new PyError('FilterArgumentError', `Unexpected keyword argument '${unknown}'`);
    return attributeGetter(attribute, kwargs?.get('default') ?? null);
  }
  const [name, ...rest] = args;
  if (name === undefined) throw new PyError('FilterArgumentError', 'map requires a filter argument');
  return (item) => {
    spend(1);
    return context.callFilter(context, name, [item, ...rest], kwargs);
  };
}

function selection(wanted: boolean, isAttribute: boolean): FilterFunction {
  return (context, [value = null, ...args], kwargs) =>
    new PyIterator(select(context, value, args, kwargs, wanted, isAttribute));
}

function* select(
  context: FilterContext,
  value: Value,
  args: Value[],
  kwargs: Kwargs | null,
  wanted: boolean,
  isAttribute: boolean,
): Generator<Value> {
  if (!isTrue(value)) return;
  const [attribute] = args;
  if (isAttribute && attribute === undefined) {
    throw new PyError('FilterArgumentError', 'Missing parameter for attribute name');
  }
  const get = isAttribute ? attributeGetter(attribute ?? null) : (item: Value): Value => item;
  const [name, ...rest] = isAttribute ? args.slice(1) : args;
  for (const item of iterate(value)) {
    const examined = get(item);
    const result = name === undefined ? examined : context.callTest(context, name, [examined, ...rest], kwargs);
    if (isTrue(result) === wanted) yield item;
  }
}
