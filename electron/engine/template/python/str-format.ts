// 'text {0.name[key]!r:>{width}}'.format(…): fields, attributes and indexes, conversions, nested specs.
import { spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { formatValue } from './format-spec.ts';
import { escapeHtml } from './html.ts';
import { getIndexed } from './index.ts';
import { asciiOnly, pyRepr, pyStr } from './print.ts';
import { Markup, Undefined, type Str, type Value } from './values.ts';
import { typeName } from './values.ts';

/** Where the values come from. */
export interface FormatSource {
  positional: readonly Value[];
  named: (name: string) => Value;
  /** `value.name` as Python's getattr; undefined where there is none. */
  attribute: (value: Value, name: string) => Value | undefined;
}

export function formatFields(format: string, source: FormatSource): string {
  return new Formatter(source, null).run(format, 2);
}

/** Markup.format: every field is escaped. */
export function formatFieldsEscaped(format: string, source: FormatSource): string {
  return new Formatter(source, (text) => escapeHtml(text).text).run(format, 2);
}

class Formatter {
  private readonly source: FormatSource;
  private readonly escape: ((text: Str) => string) | null;
  private automatic = 0;
  private mode: 'automatic' | 'manual' | null = null;

  constructor(source: FormatSource, escape: ((text: Str) => string) | null) {
    this.source = source;
    this.escape = escape;
  }

  run(format: string, depth: number): string {
    if (depth < 0) throw new PyError('ValueError', 'Max string recursion exceeded');
    let text = '';
    let at = 0;
    while (at < format.length) {
      const char = format.charAt(at);
      if (char === '{' && format.charAt(at + 1) !== '{') {
        const end = fieldEnd(format, at + 1);
        text += this.field(format.slice(at + 1, end), depth);
        at = end + 1;
        continue;
      }
      if (char === '}' && format.charAt(at + 1) !== '}') {
        throw new PyError('ValueError', "Single '}' encountered in format string");
      }
      text += char;
      at += char === '{' || char === '}' ? 2 : 1;
    }
    spendText(text.length);
    return text;
  }

  private field(field: string, depth: number): string {
    const { name, conversion, spec } = splitField(field);
    const value = converted(this.lookUp(name), conversion);
    const finalSpec = spec.includes('{') ? this.run(spec, depth - 1) : spec;
    if (this.escape && depth === 2) return this.escaped(value, finalSpec, this.escape);
    return formatValue(value, finalSpec);
  }

  private escaped(value: Value, spec: string, escape: (text: Str) => string): string {
    if (!(value instanceof Markup)) return escape(formatValue(value, spec));
    if (spec !== '') throw new PyError('ValueError', 'Unsupported format specification for Markup.');
    return value.text;
  }

  private lookUp(name: string): Value {
    const [, first = '', rest = ''] = /^([^.[]*)(.*)$/s.exec(name) ?? [];
    let value = this.first(first);
    let at = 0;
    while (at < rest.length) {
      const step = /^(?:\.([^.[]*)|\[([^\]]*)\])/s.exec(rest.slice(at));
      if (!step) {
        const message =
          rest.charAt(at) === '['
            ? "Missing ']' in format string"
            : "Only '.' or '[' may follow ']' in format field specifier";
        throw new PyError('ValueError', message);
      }
      at += step[0].length;
      if (step[1] === '' || step[2] === '') throw new PyError('ValueError', 'Empty attribute in format string');
      value = step[1] === undefined ? getIndexed(value, keyOf(step[2] ?? '')) : this.attribute(value, step[1]);
    }
    return value;
  }

  private first(name: string): Value {
    const isNumber = /^\d+$/.test(name);
    if (name === '' || isNumber) {
      const mode = isNumber ? 'manual' : 'automatic';
      if (this.mode !== null && this.mode !== mode) {
        const [from, to] = isNumber
          ? ['automatic field numbering', 'manual field specification']
          : ['manual field specification', 'automatic field numbering'];
        throw new PyError('ValueError', `cannot switch from ${from} to ${to}`);
      }
      this.mode = mode;
      const index = isNumber ? Number(name) : this.automatic;
      if (!isNumber) this.automatic += 1;
      const value = this.source.positional[index];
      if (value === undefined) {
        throw new PyError('IndexError', `Replacement index ${index} out of range for positional args tuple`);
      }
      return value;
    }
    return this.source.named(name);
  }

  private attribute(value: Value, name: string): Value {
    if (value instanceof Undefined) throw new PyError(value.pythonType, value.message);
    const found = this.source.attribute(value, name);
    if (found === undefined)
      throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`);
    return found;
  }
}

function keyOf(text: string): Value {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Where the field that begins at `from` ends: braces in it are balanced. */
function fieldEnd(format: string, from: number): number {
  let depth = 1;
  for (let at = from; at < format.length; at += 1) {
    const char = format.charAt(at);
    if (char === '[' && depth === 1) {
      const close = format.indexOf(']', at);
      if (close > 0) at = close;
    } else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    if (depth === 0) return at;
  }
  const message =
    from === format.length ? "Single '{' encountered in format string" : "expected '}' before end of string";
  throw new PyError('ValueError', message);
}

function splitField(field: string): { name: string; conversion: string | null; spec: string } {
  const [, name = '', rest = ''] = /^((?:\[[^\]]*\]|[^[!:])*)(.*)$/s.exec(field) ?? [];
  if (!rest.startsWith('!')) return { name, conversion: null, spec: rest.slice(1) };
  const conversion = rest.charAt(1);
  if (conversion === '') throw new PyError('ValueError', 'end of string while looking for conversion specifier');
  if (rest.length > 2 && rest.charAt(2) !== ':')
    throw new PyError('ValueError', "expected ':' after conversion specifier");
  return { name, conversion, spec: rest.slice(3) };
}

function converted(value: Value, conversion: string | null): Value {
  if (conversion === null) return value;
  if (conversion === 's') return pyStr(value);
  if (conversion === 'r') return pyRepr(value);
  if (conversion === 'a') return asciiOnly(pyRepr(value));
  throw new PyError('ValueError', `Unknown conversion specifier '${conversion}'`);
}
