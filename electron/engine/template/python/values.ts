// Python's values as the templates know them.
// int: number within ±(2^53-1), else bigint, always as numbers.ts normalizes it; str: string; list: array; None: null.
// Everything else is a PyObject. JavaScript properties of values are never reachable from a template.
import type { Kwargs } from './signature.ts';

export type Value = null | boolean | number | bigint | string | Value[] | PyObject;

/** Variables of a template; a Map, so that no name ever meets a prototype. */
export type Variables = ReadonlyMap<string, Value>;

export abstract class PyObject {
  /** As Python's `type(x).__name__`. */
  abstract readonly typeName: string;
}

export class PyFloat extends PyObject {
  readonly typeName = 'float';
  readonly value: number;
  constructor(value: number) {
    super();
    this.value = value;
  }
}

/** A str that is marked as safe HTML: what is added to it is escaped, even where autoescape is off. */
export class Markup extends PyObject {
  readonly typeName = 'Markup';
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

export class PyTuple extends PyObject {
  readonly typeName: string = 'tuple';
  readonly items: readonly Value[];
  /** Names of the fields; only the groups of `|groupby` have them. */
  readonly fields: readonly string[];
  constructor(items: readonly Value[], fields: readonly string[] = []) {
    super();
    this.items = items;
    this.fields = fields;
  }
}

export class PyBytes extends PyObject {
  readonly typeName = 'bytes';
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }
}

export class PyRange extends PyObject {
  readonly typeName = 'range';
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;
  constructor(start: number, stop: number, step: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }
}

/** `a[start:stop:step]` */
export class PySlice extends PyObject {
  readonly typeName = 'slice';
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
  constructor(start: Value, stop: Value, step: Value) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/** What a missing variable, attribute or item evaluates to: prints as nothing, everything else fails. */
export class Undefined extends PyObject {
  readonly typeName = 'Undefined';
  /** What an operation on it will say. */
  readonly message: string;
  readonly pythonType: string;
  constructor(message: string, pythonType = 'UndefinedError') {
    super();
    this.message = message;
    this.pythonType = pythonType;
  }
}

export class PyFunction extends PyObject {
  readonly typeName: string;
  /** How Python prints it. */
  readonly display: string;
  readonly call: (args: Value[], kwargs: Kwargs | null) => Value;
  /** Whose method it is; null: a function. */
  readonly owner: Value;
  constructor(display: string, call: PyFunction['call'], typeName = 'builtin_function_or_method', owner: Value = null) {
    super();
    this.display = display;
    this.call = call;
    this.typeName = typeName;
    this.owner = owner;
  }
}

/** A generator or other one-way iterator: each item comes once. */
export class PyIterator extends PyObject {
  readonly typeName: string;
  readonly items: Iterator<Value>;
  constructor(items: Iterator<Value>, typeName = 'generator') {
    super();
    this.items = items;
    this.typeName = typeName;
  }
}

/** `namespace()`: the only thing whose attributes a template may set. */
export class Namespace extends PyObject {
  readonly typeName = 'Namespace';
  readonly attributes = new Map<string, Value>();
}

/** An object of Jinja2 itself (loop, macro, cycler, joiner, self) with attributes that are looked up here. */
export abstract class JinjaObject extends PyObject {
  abstract attribute(name: string): Value | undefined;
  abstract display(): string;
  /** How it is called; null: it can't be. */
  readonly call: PyFunction['call'] | null = null;
  /** len() of it; null: it has none. */
  readonly length: (() => number) | null = null;
  /** Its items; null: it can't be iterated. */
  readonly iterator: (() => Iterator<Value>) | null = null;
  /** `object[key]`; null: it can't be asked so. */
  readonly item: ((key: Value) => Value | undefined) | null = null;
}

/** What `|raw` and `|quote` give: printed into a command line it is taken as it is; to everything else it is a str. */
export class Verbatim extends PyObject {
  readonly typeName = 'str';
  readonly kind: 'raw' | 'quoted';
  /** What is printed. */
  readonly text: string;
  /** What it was made from. */
  readonly original: string;
  constructor(kind: Verbatim['kind'], text: string, original: string) {
    super();
    this.kind = kind;
    this.text = text;
    this.original = original;
  }
}

export type Str = string | Markup;
export function isStr(value: Value): value is Str {
  return typeof value === 'string' || value instanceof Markup;
}
export function textOf(value: Str): string {
  return typeof value === 'string' ? value : value.text;
}

/** The name of the type as Python's messages show it. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  return Array.isArray(value) ? 'list' : value.typeName;
}
