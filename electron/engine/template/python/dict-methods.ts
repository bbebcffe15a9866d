// The methods of dict.
import { spend } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { DictView, PyDict } from './dict.ts';
import { iterate, listOf } from './iterate.ts';
import { pyRepr } from './print.ts';
import { methodTable, type Bound, type Kwargs } from './signature.ts';
import { PyTuple, type Value } from './values.ts';

export const DICT_METHODS = methodTable<PyDict>({
  'clear()': (dict) => {
    dict.clear();
    return null;
  },
  'copy()': (dict) => new PyDict(counted(dict)),
  'fromkeys(iterable, value=None, /)': (_, keys, value) =>
    new PyDict(listOf(keys).map((key): [Value, Value] => [key, value])),
  'get(key, default=None, /)': (dict, key, fallback) => dict.get(key) ?? (dict.has(key) ? null : fallback),
  'items()': (dict) => new DictView('dict_items', dict),
  'keys()': (dict) => new DictView('dict_keys', dict),
  'popitem()': (dict) => {
    const last = Array.from(counted(dict)).at(-1);
    if (!last) throw new PyError('KeyError', "'popitem(): dictionary is empty'");
    dict.delete(last[0]);
    return new PyTuple(last);
  },
  'setdefault(key, default=None, /)': (dict, key, fallback) => {
    if (!dict.has(key)) dict.set(key, fallback);
    return dict.get(key) ?? null;
  },
  'values()': (dict) => new DictView('dict_values', dict),
});

function* counted(dict: PyDict): Generator<[Value, Value]> {
  for (const item of dict.items()) {
    spend(1);
    yield item;
  }
}

/** `pop(key[, default])`: without a default a missing key is an error. */
export const popItem: Bound<PyDict> = (dict, args, kwargs) => {
  const [key, fallback] = args;
  if (key === undefined || args.length > 2 || kwargs !== null) {
    throw new PyError('TypeError', `pop expected at least 1 argument, got ${args.length}`);
  }
  // An empty dict does not even look at the key.
  if (dict.size === 0 && fallback !== undefined) return fallback;
  const value = dict.has(key) ? dict.get(key) : fallback;
  if (value === undefined) throw new PyError('KeyError', pyRepr(key));
  dict.delete(key);
  return value;
};

export const updateDict: Bound<PyDict> = (dict, args, kwargs) => {
  for (const [key, value] of pairsOf('update', args, kwargs)) dict.set(key, value);
  return null;
};

/** What `dict(…)` and `update(…)` take: a mapping or pairs, then names. */
export function* pairsOf(name: string, args: Value[], kwargs: Kwargs | null): Generator<[Value, Value]> {
  const [first] = args;
  if (args.length > 1) throw new PyError('TypeError', `${name} expected at most 1 argument, got ${args.length}`);
  if (first instanceof PyDict) yield* counted(first);
  else if (first !== undefined) yield* pairs(first);
  yield* kwargs ?? [];
}

function* pairs(items: Value): Generator<[Value, Value]> {
  let index = 0;
  for (const item of iterate(items)) {
    const pair = listOf(item);
    const [key, value] = pair;
    if (pair.length !== 2 || key === undefined || value === undefined) {
      throw new PyError(
        'ValueError',
        `dictionary update sequence element #${index} has length ${pair.length}; 2 is required`,
      );
    }
    yield [key, value];
    index += 1;
  }
}
