// json.dumps with sorted keys, and `|tojson`, which escapes it for HTML.
import { spend, spendText } from '../budget.ts';
import { sorted } from '../python/compare.ts';
import { PyDict } from '../python/dict.ts';
import { reprFloat } from '../python/float-digits.ts';
import { asInt } from '../python/numbers.ts';
import { pyRepr } from '../python/print.ts';
import { isStr, Markup, PyFloat, PyTuple, textOf, typeName, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';

/** @param indent null: one line */
export function dumpJson(value: Value, indent: string | null = null): string {
  const text = new Dump(indent).write(value, '\n');
  spendText(text.length);
  return text;
}

export function toJsonFilter(value: Value, indent: Value): Markup {
  const text = dumpJson(value, indentOf(indent));
  return new Markup(text.replace(/[<>&']/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`));
}

function indentOf(indent: Value): string | null {
  if (indent === null) return null;
  if (isStr(indent)) return textOf(indent);
  const count = asInt(indent);
  if (count === undefined)
    throw new PyError('TypeError', `can't multiply sequence by non-int of type '${typeName(indent)}'`);
  spendText(Math.max(0, Number(count)));
  return ' '.repeat(Math.max(0, Number(count)));
}

class Dump {
  private readonly indent: string | null;
  private readonly open = new Set<Value>();

  constructor(indent: string | null) {
    this.indent = indent;
  }

  /** @param newline with the indentation of the surrounding container */
  write(value: Value, newline: string): string {
    spend(1);
    if (value === null) return 'null';
    if (typeof value === 'boolean') return String(value);
    if (isStr(value)) return quoteJson(textOf(value));
    if (asInt(value) !== undefined) return pyRepr(value);
    if (value instanceof PyFloat) return jsonFloat(value.value);
    const items = Array.isArray(value) ? value : value instanceof PyTuple ? value.items : null;
    if (items) return this.container(value, '[]', newline, (inner) => items.map((item) => this.write(item, inner)));
    if (value instanceof PyDict) return this.container(value, '{}', newline, (inner) => this.members(value, inner));
    throw new PyError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`);
  }

  private container(value: Value, brackets: '[]' | '{}', newline: string, parts: (inner: string) => string[]): string {
    if (this.open.has(value)) throw new PyError('ValueError', 'Circular reference detected');
    this.open.add(value);
    const inner = this.indent === null ? '' : newline + this.indent;
    const written = parts(inner);
    this.open.delete(value);
    if (written.length === 0) return brackets;
    const text = written.join(this.indent === null ? ', ' : `,${inner}`);
    spendText(text.length);
    return `${brackets.charAt(0)}${inner}${text}${this.indent === null ? '' : newline}${brackets.charAt(1)}`;
  }

  private members(dict: PyDict, inner: string): string[] {
    const pairs = sorted(Array.from(dict.items()), ([key]) => key, false);
    return pairs.map(([key, value]) => `${quoteJson(keyText(key))}: ${this.write(value, inner)}`);
  }
}

function keyText(key: Value): string {
  if (isStr(key)) return textOf(key);
  if (key === null) return 'null';
  if (typeof key === 'boolean') return String(key);
  if (key instanceof PyFloat) return jsonFloat(key.value);
  if (asInt(key) !== undefined) return pyRepr(key);
  throw new PyError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? reprFloat(value) : value < 0 ? '-Infinity' : 'Infinity';
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
]);

function quoteJson(text: string): string {
  const escaped = text.replace(
    /["\\]|[^ -~]/g,
    (unit) => SHORT.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
