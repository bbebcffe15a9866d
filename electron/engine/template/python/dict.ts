// dict: insertion order, keys of any hashable type, 1 == 1.0 == True.
import { PyError } from '../template-error.ts';
import {
  Markup,
  Namespace,
  PyBytes,
  PyFloat,
  PyFunction,
  PyIterator,
  PyObject,
  PyRange,
  PySlice,
  PyTuple,
  Undefined,
} from './values.ts';
import { JinjaObject, typeName, type Value } from './values.ts';

/** What equal keys have in common: a primitive, or the object itself where only identity counts. */
type Hash = string | number | bigint | null | PyObject | symbol;
const UNDEFINED = Symbol('undefined');

export class PyDict extends PyObject {
  readonly typeName = 'dict';
  /** The record of the file: printed by itself it is JSON. */
  readonly isRecord: boolean;
  private readonly entries = new Map<Hash, [Value, Value]>();

  constructor(items: Iterable<readonly [Value, Value]> = [], isRecord = false) {
    super();
    this.isRecord = isRecord;
    for (const [key, value] of items) this.set(key, value);
  }

  get size(): number {
    return this.entries.size;
  }
  get(key: Value): Value | undefined {
    return this.entries.get(hash(key))?.[1];
  }
  has(key: Value): boolean {
    return this.entries.has(hash(key));
  }
  set(key: Value, value: Value): void {
    const hashed = hash(key);
    const entry = this.entries.get(hashed);
    if (entry) entry[1] = value;
    else this.entries.set(hashed, [key, value]);
  }
  delete(key: Value): void {
    this.entries.delete(hash(key));
  }
  clear(): void {
    this.entries.clear();
  }
  /** Pairs in order. Throws, as Python does, when the size changes meanwhile. */
  *items(): Generator<[Value, Value]> {
    const { size } = this.entries;
    for (const entry of this.entries.values()) {
      yield entry;
      if (this.entries.size !== size) throw new PyError('RuntimeError', 'dictionary changed size during iteration');
    }
  }
}

/** `d.keys()`, `d.values()`, `d.items()`: follow the dict. */
export class DictView extends PyObject {
  readonly typeName: 'dict_keys' | 'dict_values' | 'dict_items';
  readonly dict: PyDict;
  constructor(typeName: DictView['typeName'], dict: PyDict) {
    super();
    this.typeName = typeName;
    this.dict = dict;
  }
  *values(): Generator<Value> {
    for (const [key, value] of this.dict.items()) {
      if (this.typeName === 'dict_keys') yield key;
      else yield this.typeName === 'dict_values' ? value : new PyTuple([key, value]);
    }
  }
}

/** Throws TypeError for what Python can't hash. */
function hash(key: Value): Hash {
  if (typeof key === 'string') return key.startsWith('\0') ? `\0s${key}` : key;
  if (key === null || typeof key === 'number' || typeof key === 'bigint') return key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (key instanceof PyFloat) return hashFloat(key);
  if (key instanceof Markup) return hash(key.text);
  if (key instanceof PyTuple) return `\0t${key.items.map(compound).join('\0,')}\0)`;
  if (key instanceof PyRange)
    return `\0r${key.length},${key.length > 0 ? key.start : 0},${key.length > 1 ? key.step : 0}`;
  if (key instanceof PyBytes) return `\0b${Buffer.from(key.bytes).toString('hex')}`;
  if (key instanceof Undefined) return UNDEFINED;
  if (key instanceof PyFunction || key instanceof PyIterator || key instanceof Namespace || key instanceof JinjaObject)
    return key;
  if (key instanceof DictView && key.typeName === 'dict_values') return key;
  const name = key instanceof PySlice ? 'slice' : typeName(key);
  throw new PyError('TypeError', `unhashable type: '${name}'`);
}

function hashFloat({ value }: PyFloat): Hash {
  if (!Number.isInteger(value)) return value;
  return Number.isSafeInteger(value) ? value + 0 : BigInt(value);
}

const identities = new WeakMap<PyObject, number>();
let lastIdentity = 0;

/** A hash as text, for the parts of tuples. */
function compound(key: Value): string {
  const hashed = hash(key);
  if (typeof hashed === 'string') return `s${hashed.length}:${hashed}`;
  if (!(hashed instanceof PyObject)) return `${typeof hashed}:${String(hashed)}`;
  const identity = identities.get(hashed) ?? ++lastIdentity;
  identities.set(hashed, identity);
  return `o${identity}`;
}

/** Throws what Python throws for a value that can't be a key. */
export function assertHashable(key: Value): void {
  hash(key);
}
export { hash };
