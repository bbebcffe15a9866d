// 'format' % values, as CPython's unicode_format.
import { spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { failIfUndefined } from './compare.ts';
import { PyDict } from './dict.ts';
import { formatFloat } from './float-format.ts';
import { escapeHtml } from './html.ts';
import { getIndexed } from './index.ts';
import { toInt } from './convert.ts';
import { asFloat, asInt } from './numbers.ts';
import { asciiOnly, pyRepr, pyStr } from './print.ts';
import { lengthOf, substring } from './text.ts';
import {
  isStr,
  Markup,
  PyBytes,
  PyFloat,
  PyRange,
  PyTuple,
  textOf,
  typeName,
  Undefined,
  type Str,
  type Value,
} from './values.ts';

interface Spec {
  flags: string;
  width: number;
  precision: number | null;
  conversion: string;
}

const SPEC =
  /%(?:\((?<key>(?:[^()]|\([^()]*\))*)\))?(?<flags>[-+ #0]*)(?<width>\*|\d*)(?:\.(?<precision>\*|\d*))?[hlL]?(?<conversion>[^]?)/gu;

/** Markup as format escapes what it is given and gives Markup. */
export function formatPercent(format: Str, values: Value): Str {
  const isEscaping = format instanceof Markup;
  const text = new PercentFormat(textOf(format), values, isEscaping).run();
  return isEscaping ? new Markup(text) : text;
}

class PercentFormat {
  private readonly format: string;
  private readonly values: Value;
  private readonly isEscaping: boolean;
  private readonly args: readonly Value[];
  private used = 0;
  private usedMapping = false;

  constructor(format: string, values: Value, isEscaping: boolean) {
    this.format = format;
    this.values = values;
    this.isEscaping = isEscaping;
    this.args = values instanceof PyTuple ? values.items : [values];
  }

  run(): string {
    const text = this.format.replace(SPEC, (...match: unknown[]) => {
      return this.field(namedGroups(match), Number(match.at(-3)));
    });
    spendText(text.length);
    if (this.used < this.args.length && !this.usedMapping && !this.isMapping()) {
      throw new PyError('TypeError', 'not all arguments converted during string formatting');
    }
    return text;
  }

  /** What may be given with names, or not be used at all. */
  private isMapping(): boolean {
    const { values } = this;
    if (values instanceof PyDict || Array.isArray(values) || values instanceof Undefined) return true;
    return values instanceof PyRange || values instanceof PyBytes;
  }

  private field(groups: Record<string, string | undefined>, index: number): string {
    const { key, flags = '', width = '', precision, conversion = '' } = groups;
    const named = key === undefined ? undefined : this.named(key);
    const spec: Spec = {
      flags,
      width: width === '*' ? this.star() : Number(width),
      precision: precision === undefined ? null : precision === '*' ? this.star() : Number(precision),
      conversion,
    };
    if (spec.width < 0) {
      spec.flags += '-';
      spec.width = -spec.width;
    }
    spendText(spec.width);
    if (conversion === '') throw new PyError('ValueError', 'incomplete format');
    if (conversion === '%') return '%';
    const value = named ?? (key === undefined ? this.nextValue() : null);
    const result = this.convert(spec, value, index);
    return pad(result, spec);
  }

  private named(key: string): Value {
    const { values } = this;
    if (!this.isMapping()) throw new PyError('TypeError', 'format requires a mapping');
    this.usedMapping = true;
    return getIndexed(values, key);
  }

  private nextValue(): Value {
    const value = this.usedMapping ? undefined : this.args[this.used];
    if (value === undefined) throw new PyError('TypeError', 'not enough arguments for format string');
    this.used += 1;
    return value;
  }

  private star(): number {
    const value = asInt(this.nextValue());
    if (value === undefined) throw new PyError('TypeError', '* wants int');
    return Number(value);
  }

  private convert(spec: Spec, value: Value, index: number): string {
    switch (spec.conversion) {
      case 's':
        return cut(this.escaped(isStr(value) ? value : pyStr(value), value), spec);
      case 'r':
        return cut(this.escaped(pyRepr(value)), spec);
      case 'a':
        return cut(asciiOnly(this.escaped(pyRepr(value))), spec);
      case 'c':
        return charOf(value);
      case 'd':
      case 'i':
      case 'u':
        return integerText(decimalOf(value, spec.conversion), 10, spec);
      case 'x':
      case 'X':
      case 'o':
        return integerText(wholeOf(value, spec.conversion), spec.conversion === 'o' ? 8 : 16, spec);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return signed(
          formatFloat(floatOf(value), {
            type: spec.conversion,
            precision: spec.precision,
            alternate: spec.flags.includes('#'),
          }),
          spec,
        );
      default: {
        const char = spec.conversion;
        const code = (char.codePointAt(0) ?? 0).toString(16);
        throw new PyError('ValueError', `unsupported format character '${char}' (0x${code}) at index ${index}`);
      }
    }
  }

  private escaped(text: Str, value: Value = text): string {
    return this.isEscaping ? escapeHtml(value instanceof Markup ? value : textOf(text)).text : textOf(text);
  }
}

/** The last argument of a replacer whose pattern has named groups. */
function namedGroups(match: unknown[]): Record<string, string | undefined> {
  const groups: unknown = match.at(-1);
  return Object.fromEntries(
    Object.entries(groups !== null && typeof groups === 'object' ? groups : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function cut(text: string, { precision }: Spec): string {
  return precision === null ? text : substring(text, 0, precision);
}

function charOf(value: Value): string {
  if (isStr(value) && lengthOf(textOf(value)) === 1) return textOf(value);
  const code = asInt(value);
  if (code === undefined) throw new PyError('TypeError', '%c requires int or char');
  if (code < 0 || code > 0x10ffff) throw new PyError('OverflowError', '%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(code));
}

function decimalOf(value: Value, conversion: string): number | bigint {
  failIfUndefined(value);
  if (value instanceof PyFloat) return toInt(value);
  const int = asInt(value);
  if (int === undefined) {
    throw new PyError('TypeError', `%${conversion} format: a real number is required, not ${typeName(value)}`);
  }
  return int;
}

function wholeOf(value: Value, conversion: string): number | bigint {
  const int = asInt(value);
  if (int === undefined) {
    throw new PyError('TypeError', `%${conversion} format: an integer is required, not ${typeName(value)}`);
  }
  return int;
}

function floatOf(value: Value): number {
  failIfUndefined(value);
  const float = asFloat(value);
  if (float === undefined) throw new PyError('TypeError', `must be real number, not ${typeName(value)}`);
  return float;
}

function integerText(value: number | bigint, radix: 8 | 10 | 16, spec: Spec): string {
  spendText(spec.precision ?? 0);
  const magnitude = (value < 0 ? -BigInt(value) : BigInt(value)).toString(radix);
  const digits = magnitude.padStart(spec.precision ?? 0, '0');
  const prefix = spec.flags.includes('#') ? (radix === 16 ? '0x' : radix === 8 ? '0o' : '') : '';
  const text = signed(`${value < 0 ? '-' : ''}${prefix}${digits}`, spec);
  return spec.conversion === 'X' ? text.toUpperCase() : text;
}

function signed(text: string, { flags }: Spec): string {
  if (text.startsWith('-')) return text;
  if (flags.includes('+')) return `+${text}`;
  return flags.includes(' ') ? ` ${text}` : text;
}

function pad(text: string, { flags, width, conversion }: Spec): string {
  const missing = width - lengthOf(text);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || 'srac'.includes(conversion)) return ' '.repeat(missing) + text;
  const head = /^[-+ ]?(?:0[xXo])?/.exec(text)?.[0] ?? '';
  const kept = 'xXo'.includes(conversion) && flags.includes('#') ? head : (/^[-+ ]?/.exec(text)?.[0] ?? '');
  return kept + '0'.repeat(missing) + text.slice(kept.length);
}
