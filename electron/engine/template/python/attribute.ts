// getattr(value, name), and Jinja2's two ways of asking: attribute first, or item first.
// Nothing of JavaScript can be reached: only what the tables of this folder list exists.
import { PyError } from '../template-error.ts';
import { BYTES_METHODS } from './bytes.ts';
import { DICT_METHODS, popItem, updateDict } from './dict-methods.ts';
import { PyDict } from './dict.ts';
import { getIndexed } from './index.ts';
import { LIST_METHODS, RANGE_METHODS, sortList, TUPLE_METHODS } from './list-methods.ts';
import { FLOAT_METHODS, INT_METHODS, numberAttribute } from './number-attributes.ts';
import { pyRepr } from './print.ts';
import type { Bound } from './signature.ts';
import { formatMethod } from './str-format-method.ts';
import { STR_METHODS } from './str-methods.ts';
import { markupMethod } from './str-markup.ts';
import {
  isStr,
  JinjaObject,
  Markup,
  Namespace,
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

/** What every Python object has and a template must not reach. */
const PRIVATE: ReadonlySet<string> = new Set(
  (
    'class doc dict init new repr str hash eq ne lt le gt ge getattribute getattr setattr delattr getitem setitem delitem ' +
    'contains iter len reversed reduce reduce_ex format sizeof dir init_subclass subclasshook subclasses mro bases base ' +
    'name qualname module globals code closure func self call defaults kwdefaults annotations builtins import add mul mod rmod ' +
    'rmul sub or and xor bool int float html next getnewargs getstate slots weakref class_getitem ior ror'
  )
    .split(' ')
    .map((name) => `__${name}__`),
);

/** Python's getattr; undefined where there is no such attribute. */
export function getAttribute(value: Value, name: string): Value | undefined {
  if (value instanceof PyDict) return methodOf(value, name, dictMethod(name));
  if (isStr(value)) return strAttribute(value, name);
  if (value instanceof JinjaObject) return value.attribute(name);
  if (value instanceof Namespace) return value.attributes.get(name);
  if (Array.isArray(value)) return methodOf(value, name, name === 'sort' ? sortList : LIST_METHODS.get(name));
  if (value instanceof PyTuple) return tupleAttribute(value, name);
  if (typeof value === 'boolean') return intAttribute(Number(value), name);
  if (typeof value === 'number' || typeof value === 'bigint') return intAttribute(value, name);
  if (value instanceof PyFloat) return methodOf(value, name, FLOAT_METHODS.get(name)) ?? numberAttribute(value, name);
  if (value instanceof PyRange) return rangeAttribute(value, name);
  if (value instanceof PyBytes) return methodOf(value, name, BYTES_METHODS.get(name));
  return undefined;
}

function dictMethod(name: string): Bound<PyDict> | undefined {
  if (name === 'pop') return popItem;
  return name === 'update' ? updateDict : DICT_METHODS.get(name);
}

function strAttribute(value: string | Markup, name: string): Value | undefined {
  if (name === 'format' || name === 'format_map') {
    return methodOf<Value>(value, name, (_, args, kwargs) => formatMethod(value, name, args, kwargs, getAttribute));
  }
  if (value instanceof Markup) return methodOf(value, name, markupMethod(name));
  return methodOf(textOf(value), name, STR_METHODS.get(name));
}

function intAttribute(value: number | bigint, name: string): Value | undefined {
  return methodOf(value, name, INT_METHODS.get(name)) ?? numberAttribute(value, name);
}

function tupleAttribute(tuple: PyTuple, name: string): Value | undefined {
  const field = tuple.fields.indexOf(name);
  return field < 0 ? methodOf(tuple, name, TUPLE_METHODS.get(name)) : tuple.items[field];
}

function rangeAttribute(range: PyRange, name: string): Value | undefined {
  if (name === 'start') return range.start;
  if (name === 'stop') return range.stop;
  return name === 'step' ? range.step : methodOf(range, name, RANGE_METHODS.get(name));
}

function methodOf<Self extends Value>(
  self: Self,
  name: string,
  method: Bound<Self> | undefined,
): PyFunction | undefined {
  if (!method) return undefined;
  const display = `<built-in method ${name} of ${typeName(self)} object>`;
  return new PyFunction(display, (args, kwargs) => method(self, args, kwargs), 'builtin_function_or_method', self);
}

/** `value.name` in a template. */
export function attributeOrItem(value: Value, name: string): Value {
  const attribute = getAttribute(value, name);
  if (attribute !== undefined) return attribute;
  assertNotPrivate(value, name);
  const found = item(value, name);
  return found === undefined ? missing(value, name) : found;
}

/** `value[key]` in a template, and the attributes that filters are given by name. */
export function itemOrAttribute(value: Value, key: Value): Value {
  const found = item(value, key);
  if (found !== undefined) return found;
  if (!isStr(key)) return missing(value, key);
  assertNotPrivate(value, textOf(key));
  const attribute = getAttribute(value, textOf(key));
  return attribute === undefined ? missing(value, key) : attribute;
}

/** undefined where Python raises TypeError, LookupError or AttributeError. */
function item(value: Value, key: Value): Value | undefined {
  if (value instanceof PyDict && typeof key === 'string') return value.get(key);
  try {
    return getIndexed(value, key);
  } catch (error) {
    if (error instanceof PyError && /^(?:Type|Index|Key|Lookup)Error$/.test(error.pythonType)) return undefined;
    throw error;
  }
}

function assertNotPrivate(value: Value, name: string): void {
  if (PRIVATE.has(name) && !(value instanceof Undefined)) {
    throw new PyError('SecurityError', `access to attribute '${name}' of '${typeName(value)}' object is unsafe.`);
  }
}

/** What `value | attr(name)` gives where there is no such attribute. */
export function attributeMissing(value: Value, name: string): Undefined {
  assertNotPrivate(value, name);
  return missing(value, name);
}

function missing(value: Value, key: Value): Undefined {
  const object = value === null ? 'None' : `${displayType(value)} object`;
  if (!isStr(key)) return new Undefined(`${object} has no element ${pyRepr(key)}`);
  return new Undefined(`'${object}' has no attribute ${pyRepr(textOf(key))}`);
}

/** Types that are not built in are named with their module. */
function displayType(value: Value): string {
  if (value instanceof Markup) return 'markupsafe.Markup';
  if (value instanceof Namespace) return 'jinja2.utils.Namespace';
  return typeName(value);
}
