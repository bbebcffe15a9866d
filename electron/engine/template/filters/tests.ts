// The tests of `is`.
import { isEqual, isOrdered } from '../python/compare.ts';
import { DictView, PyDict } from '../python/dict.ts';
import { iterateOrNull, lengthOrNull } from '../python/iterate.ts';
import { isInt } from '../python/numbers.ts';
import { binary, contains } from '../python/operators.ts';
import { pyStr } from '../python/print.ts';
import { isLower, isUpper } from '../python/str-kinds.ts';
import {
  isStr,
  JinjaObject,
  Markup,
  PyFloat,
  PyFunction,
  PyIterator,
  textOf,
  Undefined,
  type Value,
} from '../python/values.ts';
import { filterTable, type FilterContext, type FilterFunction } from './filter.ts';
import { assertHashable } from '../python/dict.ts';
import { FILTERS } from './registry.ts';

type Test = (context: FilterContext, ...args: Value[]) => boolean;

const eq: Test = (_, a = null, b = null) => isEqual(a, b);
const ne: Test = (_, a = null, b = null) => !isEqual(a, b);
const gt: Test = (_, a = null, b = null) => isOrdered('>', a, b);
const ge: Test = (_, a = null, b = null) => isOrdered('>=', a, b);
const lt: Test = (_, a = null, b = null) => isOrdered('<', a, b);
const le: Test = (_, a = null, b = null) => isOrdered('<=', a, b);

function isCallable(value: Value): boolean {
  return (
    value instanceof PyFunction || value instanceof Undefined || (value instanceof JinjaObject && value.call !== null)
  );
}

function isSequence(value: Value): boolean {
  return lengthOrNull(value) !== null && !(value instanceof DictView) && !(value instanceof JinjaObject);
}

function isIterable(value: Value): boolean {
  return value instanceof PyIterator || iterateOrNull(value) !== null;
}

function isKnown(table: ReadonlyMap<string, unknown>, name: Value): boolean {
  assertHashable(name);
  return isStr(name) && table.has(textOf(name));
}

export const TESTS: ReadonlyMap<string, FilterFunction> = new Map(
  filterTable({
    'boolean(value)': (_, value) => typeof value === 'boolean',
    'callable(value)': (_, value = null) => isCallable(value),
    'defined(value)': (_, value) => !(value instanceof Undefined),
    'divisibleby(value, num)': (_, value = null, divisor = null) => isEqual(binary('%', value, divisor), 0),
    'escaped(value)': (_, value) => value instanceof Markup,
    'even(value)': (_, value = null) => isEqual(binary('%', value, 2), 0),
    'false(value)': (_, value) => value === false,
    'filter(value)': (_, value = null) => isKnown(FILTERS, value),
    'float(value)': (_, value) => value instanceof PyFloat,
    'in(value, seq)': (_, value = null, container = null) => contains(container, value),
    'integer(value)': (_, value) => typeof value === 'number' || typeof value === 'bigint',
    'iterable(value)': (_, value = null) => isIterable(value),
    'lower(value)': (_, value = null) => isLower(pyStr(value)),
    'mapping(value)': (_, value) => value instanceof PyDict,
    'none(value)': (_, value) => value === null,
    'number(value)': (_, value = null) => isInt(value) || value instanceof PyFloat,
    'odd(value)': (_, value = null) => isEqual(binary('%', value, 2), 1),
    'sameas(value, other)': (_, value, other) => value === other,
    'sequence(value)': (_, value = null) => isSequence(value),
    'string(value)': (_, value = null) => isStr(value),
    'test(value)': (_, value = null) => isKnown(TESTS, value),
    'true(value)': (_, value) => value === true,
    'undefined(value)': (_, value) => value instanceof Undefined,
    'upper(value)': (_, value = null) => isUpper(pyStr(value)),
    'eq(a, b, /)': eq,
    'equalto(a, b, /)': eq,
    '==(a, b, /)': eq,
    'ne(a, b, /)': ne,
    '!=(a, b, /)': ne,
    'gt(a, b, /)': gt,
    'greaterthan(a, b, /)': gt,
    '>(a, b, /)': gt,
    'ge(a, b, /)': ge,
    '>=(a, b, /)': ge,
    'lt(a, b, /)': lt,
    'lessthan(a, b, /)': lt,
    '<(a, b, /)': lt,
    'le(a, b, /)': le,
    '<=(a, b, /)': le,
  }),
);
