// Filters of sequences that give one value or a list at once.
import { isOrdered, sorted } from '../python/compare.ts';
import { DictView, PyDict } from '../python/dict.ts';
import { getIndexed } from '../python/index.ts';
import { iterate, len, listOf } from '../python/iterate.ts';
import { binary } from '../python/operators.ts';
import { isTrue } from '../python/truth.ts';
import { isEqual } from '../python/compare.ts';
import { codePoints } from '../python/text.ts';
import {
  isStr,
  PyFunction,
  PyIterator,
  PyRange,
  PyTuple,
  textOf,
  typeName,
  Undefined,
  type Value,
} from '../python/values.ts';
import { PyError } from '../template-error.ts';
import { attributeGetter, filterTable, ignoreCase, mapText, type FilterFunction } from './filter.ts';

export const SEQUENCE_FILTERS: [string, FilterFunction][] = filterTable({
  'count(obj, /)': (_, value = null) => len(value),
  'dictsort(value, case_sensitive=False, by="key", reverse=False)': (
    _,
    value = null,
    cased = null,
    by = null,
    reverse = null,
  ) => dictSort(value, isTrue(cased), by, isTrue(reverse)),
  'first(seq)': (_, value = null) => {
    for (const item of iterate(value)) return item;
    return new Undefined('No first item, sequence was empty.');
  },
  'groupby(value, attribute, default=None, case_sensitive=False)': (
    _,
    value = null,
    attribute = null,
    fallback = null,
    cased = null,
  ) => groupBy(value, attribute, fallback, isTrue(cased)),
  'last(seq)': (_, value = null) => {
    for (const item of reversed(value)) return item;
    return new Undefined('No last item, sequence was empty.');
  },
  'length(obj, /)': (_, value = null) => len(value),
  'list(value)': (_, value = null) => listOf(value),
  'max(value, case_sensitive=False, attribute=None)': (_, value = null, cased = null, attribute = null) =>
    extreme('>', value, isTrue(cased), attribute),
  'min(value, case_sensitive=False, attribute=None)': (_, value = null, cased = null, attribute = null) =>
    extreme('<', value, isTrue(cased), attribute),
  'random(seq)': (_, value = null) => {
    const length = len(value);
    if (length === 0) return new Undefined('No random item, sequence was empty.');
    return getIndexed(value, Math.floor(Math.random() * length));
  },
  'reverse(value)': (_, value = null) => reverse(value),
  'sort(value, reverse=False, case_sensitive=False, attribute=None)': (
    _,
    value = null,
    reverse = null,
    cased = null,
    attribute = null,
  ) => sorted(listOf(value), multiGetter(attribute, isTrue(cased)), isTrue(reverse)),
  'sum(iterable, attribute=None, start=0)': (_, value = null, attribute = null, start = null) =>
    sum(value, attribute, start),
});

function keyGetter(attribute: Value, isCased: boolean, fallback: Value = null): (item: Value) => Value {
  const get = attributeGetter(attribute, fallback);
  return isCased ? get : (item) => ignoreCase(get(item));
}

/** `a,b`: several attributes, compared one after the other. */
function multiGetter(attribute: Value, isCased: boolean): (item: Value) => Value {
  const attributes = isStr(attribute) ? textOf(attribute).split(',') : [attribute];
  const getters = attributes.map((one) => keyGetter(one, isCased));
  return (item) => getters.map((get) => get(item));
}

function dictSort(value: Value, isCased: boolean, by: Value, isReversed: boolean): Value {
  const position = isStr(by) ? ['key', 'value'].indexOf(textOf(by)) : -1;
  if (position < 0) throw new PyError('FilterArgumentError', 'You can only sort by either "key" or "value"');
  if (value instanceof Undefined) throw new PyError(value.pythonType, value.message);
  if (!(value instanceof PyDict))
    throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute 'items'`);
  const pairs = Array.from(value.items(), (pair) => new PyTuple(pair));
  const keyOf = ({ items }: PyTuple): Value => items[position] ?? null;
  return sorted(pairs, (pair) => (isCased ? keyOf(pair) : ignoreCase(keyOf(pair))), isReversed);
}

function groupBy(value: Value, attribute: Value, fallback: Value, isCased: boolean): Value {
  const keyOf = keyGetter(attribute, isCased, fallback);
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sorted(listOf(value), keyOf, false)) {
    const key = keyOf(item);
    const last = groups.at(-1);
    if (last && isEqual(last.key, key)) last.items.push(item);
    else groups.push({ key, items: [item] });
  }
  const shown = attributeGetter(attribute, fallback);
  return groups.map(
    ({ key, items }) => new PyTuple([isCased ? key : shown(items[0] ?? null), items], ['grouper', 'list']),
  );
}

function extreme(operator: '<' | '>', value: Value, isCased: boolean, attribute: Value): Value {
  const keyOf = keyGetter(attribute, isCased);
  let best: { item: Value; key: Value } | null = null;
  for (const item of iterate(value)) {
    const key = keyOf(item);
    if (!best || isOrdered(operator, key, best.key)) best = { item, key };
  }
  return best ? best.item : new Undefined('No aggregated item, sequence was empty.');
}

function sum(value: Value, attribute: Value, start: Value): Value {
  if (isStr(start)) throw new PyError('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  const get = attribute === null ? null : attributeGetter(attribute);
  let total: Value = start;
  for (const item of iterate(value)) total = binary('+', total, get ? get(item) : item);
  return total;
}

/** Python's reversed(); TypeError for what has no end to begin at. */
function* reversed(value: Value): Generator<Value> {
  const isReversible =
    isStr(value) ||
    Array.isArray(value) ||
    value instanceof PyTuple ||
    value instanceof PyDict ||
    value instanceof DictView ||
    value instanceof PyRange ||
    value instanceof Undefined;
  if (!isReversible) throw new PyError('TypeError', `'${typeName(value)}' object is not reversible`);
  yield* listOf(value).toReversed();
}

function reverse(value: Value): Value {
  if (isStr(value)) return mapText(value, (text) => codePoints(text).toReversed().join(''));
  if (value instanceof PyIterator) return listOf(value).toReversed();
  if (value instanceof PyFunction || value === null || typeof value !== 'object') {
    throw new PyError('FilterArgumentError', 'argument must be iterable');
  }
  return new PyIterator(reversed(value), Array.isArray(value) ? 'list_reverseiterator' : 'reversed');
}
