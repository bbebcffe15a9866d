// Filters and tests by name, for those that are given one: `|map('upper')`, `|select('odd')`.
import { assertHashable } from '../python/dict.ts';
import { pyRepr } from '../python/print.ts';
import { isStr, textOf, Undefined, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';
import type { CallByName, FilterFunction } from './filter.ts';
import { FILTERS } from './registry.ts';
import { TESTS } from './tests.ts';

export const callFilter: CallByName = (context, name, args, kwargs) =>
  find(FILTERS, 'filter', name)(context, args, kwargs);
export const callTest: CallByName = (context, name, args, kwargs) => find(TESTS, 'test', name)(context, args, kwargs);

function find(table: ReadonlyMap<string, FilterFunction>, kind: string, name: Value): FilterFunction {
  assertHashable(name);
  const found = isStr(name) ? table.get(textOf(name)) : undefined;
  if (found) return found;
  const hint = name instanceof Undefined ? ` (${name.message}; did you forget to quote the callable name?)` : '';
  throw new PyError('TemplateRuntimeError', `No ${kind} named ${pyRepr(name)}.${hint}`);
}
