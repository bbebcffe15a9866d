// str() and repr().
import { spend, spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { DictView, PyDict } from './dict.ts';
import { reprFloat } from './float-digits.ts';
import { MAX_DIGITS } from './parse-number.ts';
import {
  JinjaObject,
  Markup,
  Namespace,
  PyBytes,
  PyFloat,
  PyFunction,
  PyRange,
  PyTuple,
  typeName,
  Undefined,
  Verbatim,
  type Value,
} from './values.ts';

export function pyStr(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value instanceof Markup || value instanceof Verbatim) return value.text;
  if (value instanceof Undefined) return '';
  return pyRepr(value);
}

export function pyRepr(value: Value): string {
  return repr(value, new Set());
}

/** @param open the containers that are being printed */
function repr(value: Value, open: Set<Value>): string {
  spend(1);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return printBigInt(value);
  if (typeof value === 'string') return reprText(value);
  if (value instanceof PyFloat) return reprFloat(value.value);
  if (value instanceof Markup) return `Markup(${reprText(value.text)})`;
  if (value instanceof Verbatim) return reprText(value.text);
  if (value instanceof PyBytes) return reprBytes(value.bytes);
  if (Array.isArray(value)) return container(value, open, '[...]', () => `[${join(value, open)}]`);
  if (value instanceof PyTuple) return reprTuple(value, open);
  if (value instanceof PyDict) return container(value, open, '{...}', () => reprDict(value, open));
  if (value instanceof DictView) return `${value.typeName}([${join(Array.from(value.values()), open)}])`;
  if (value instanceof PyRange) {
    const { start, stop, step } = value;
    return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
  }
  if (value instanceof Undefined) return 'Undefined';
  if (value instanceof Namespace) {
    return container(
      value,
      open,
      '<Namespace {...}>',
      () => `<Namespace ${reprDict(new PyDict(value.attributes), open)}>`,
    );
  }
  if (value instanceof PyFunction) return value.display;
  if (value instanceof JinjaObject) return value.display();
  return `<${typeName(value)} object>`;
}

function container(value: Value, open: Set<Value>, cycle: string, print: () => string): string {
  if (open.has(value)) return cycle;
  open.add(value);
  const text = print();
  open.delete(value);
  return text;
}

function join(items: readonly Value[], open: Set<Value>): string {
  return sized(items.map((item) => repr(item, open)).join(', '));
}

function sized(text: string): string {
  spendText(text.length);
  return text;
}

function reprTuple(value: PyTuple, open: Set<Value>): string {
  return container(value, open, '(...)', () => `(${join(value.items, open)}${value.items.length === 1 ? ',' : ''})`);
}

function reprDict(dict: PyDict, open: Set<Value>): string {
  const items = Array.from(dict.items(), ([key, value]) => `${repr(key, open)}: ${repr(value, open)}`);
  return sized(`{${items.join(', ')}}`);
}

function printBigInt(value: bigint): string {
  const text = value.toString();
  if (text.length > MAX_DIGITS + (value < 0n ? 1 : 0)) {
    throw new PyError('ValueError', `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion`);
  }
  return text;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
const NEEDS_ESCAPE = /[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

export function isPrintable(text: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text);
}

export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  if (!NEEDS_ESCAPE.test(text) && !text.includes(quote)) return quote + text + quote;
  let escaped = '';
  for (const char of text) {
    if (char === quote) escaped += `\\${char}`;
    else escaped += ESCAPES.get(char) ?? (isPrintable(char) ? char : hexEscape(char.codePointAt(0) ?? 0));
  }
  return quote + escaped + quote;
}

function hexEscape(code: number): string {
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** What Python's ascii() makes of a repr. */
export function asciiOnly(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (char) => hexEscape(char.codePointAt(0) ?? 0));
}

function reprBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let escaped = '';
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (char === quote) escaped += `\\${char}`;
    else escaped += ESCAPES.get(char) ?? (code >= 0x20 && code < 0x7f ? char : hexEscape(code));
  }
  return `b${quote}${escaped}${quote}`;
}
