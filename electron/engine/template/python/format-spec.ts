// format(value, spec): the mini-language of str.format.
import { spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { asFloat, asInt } from './numbers.ts';
import { formatFloat, positional } from './float-format.ts';
import { reprFloat, scientific, significantDigits } from './float-digits.ts';
import { pyStr } from './print.ts';
import { lengthOf, substring } from './text.ts';
import { isStr, PyFloat, textOf, typeName, type Value } from './values.ts';

interface Spec {
  fill: string;
  align: string;
  sign: string;
  isAlternate: boolean;
  width: number;
  grouping: string;
  precision: number | null;
  type: string;
}

const SPEC =
  /^(?:(?<fill>[^])?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_])?(?:\.(?<precision>\d+))?(?<type>[^])?$/u;

export function formatValue(value: Value, text: string): string {
  if (text === '') return pyStr(value);
  if (isStr(value)) return formatText(textOf(value), parseSpec(text, value));
  if (asInt(value) !== undefined) return formatInt(value, parseSpec(text, value));
  if (value instanceof PyFloat) return formatReal(value.value, parseSpec(text, value));
  throw new PyError('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
}

function parseSpec(text: string, value: Value): Spec {
  const groups = SPEC.exec(text)?.groups;
  if (!groups)
    throw new PyError('ValueError', `Invalid format specifier${/\.(?!\d)/.test(text) ? ' missing precision' : ''}`);
  const isZeroPadded = groups['zero'] !== undefined && groups['align'] === undefined;
  const spec: Spec = {
    fill: groups['fill'] ?? (groups['zero'] === undefined ? ' ' : '0'),
    align: groups['align'] ?? (isZeroPadded && !isStr(value) ? '=' : isStr(value) ? '<' : '>'),
    sign: groups['sign'] ?? '',
    isAlternate: groups['alternate'] !== undefined,
    width: Number(groups['width'] ?? 0),
    grouping: groups['grouping'] ?? '',
    precision: groups['precision'] === undefined ? null : Number(groups['precision']),
    type: groups['type'] ?? '',
  };
  spendText(Math.max(spec.width, spec.precision ?? 0));
  return spec;
}

function formatText(text: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') unknownType(spec.type, 'str');
  if (spec.sign !== '') throw new PyError('ValueError', 'Sign not allowed in string format specifier');
  if (spec.isAlternate) throw new PyError('ValueError', 'Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw new PyError('ValueError', "'=' alignment not allowed in string format specifier");
  if (spec.grouping !== '') throw new PyError('ValueError', `Cannot specify '${spec.grouping}' with 's'.`);
  return pad('', spec.precision === null ? text : substring(text, 0, spec.precision), spec);
}

const RADIX: ReadonlyMap<string, number> = new Map([
  ['b', 2],
  ['o', 8],
  ['x', 16],
  ['X', 16],
]);

function formatInt(value: Value, spec: Spec): string {
  const int = asInt(value) ?? 0;
  const { type } = spec;
  if (type !== '' && 'eEfFgG%'.includes(type)) return formatReal(asFloat(value) ?? 0, spec);
  if (type === '' && typeof value === 'boolean' && spec.precision === null)
    return formatInt(Number(value), { ...spec, type: 'd' });
  if (spec.precision !== null) throw new PyError('ValueError', 'Precision not allowed in integer format specifier');
  if (type === 'c') return formatChar(int, spec);
  const radix = RADIX.get(type);
  if (radix === undefined && type !== '' && type !== 'd' && type !== 'n') unknownType(type, typeName(value));
  if (spec.grouping === ',' && radix !== undefined)
    throw new PyError('ValueError', `Cannot specify ',' with '${type}'.`);
  if (spec.grouping !== '' && type === 'n')
    throw new PyError('ValueError', `Cannot specify '${spec.grouping}' with 'n'.`);
  const digits = (int < 0 ? -BigInt(int) : BigInt(int)).toString(radix ?? 10);
  const prefix = spec.isAlternate && radix !== undefined ? `0${type}` : '';
  const head = signOf(int < 0, spec) + prefix;
  return pad(
    head,
    group(type === 'X' ? digits.toUpperCase() : digits, spec, head.length, radix === undefined ? 3 : 4),
    spec,
  );
}

function formatChar(code: number | bigint, spec: Spec): string {
  if (spec.sign !== '') throw new PyError('ValueError', "Sign not allowed with integer format specifier 'c'");
  if (spec.isAlternate)
    throw new PyError('ValueError', "Alternate form (#) not allowed with integer format specifier 'c'");
  if (spec.grouping !== '') throw new PyError('ValueError', `Cannot specify '${spec.grouping}' with 'c'.`);
  if (code < 0 || code > 0x10ffff) throw new PyError('OverflowError', '%c arg not in range(0x110000)');
  return pad('', String.fromCodePoint(Number(code)), spec);
}

function formatReal(value: number, spec: Spec): string {
  const { type } = spec;
  if (type !== '' && !'eEfFgGn%'.includes(type)) unknownType(type, 'float');
  if (spec.grouping !== '' && type === 'n')
    throw new PyError('ValueError', `Cannot specify '${spec.grouping}' with 'n'.`);
  const magnitude = Math.abs(value);
  const text = type === '' ? general(magnitude, spec) : styled(magnitude, spec);
  const head = signOf(value < 0 || Object.is(value, -0), spec);
  const [, whole = '', rest = ''] = /^(\d*)(.*)$/s.exec(text) ?? [];
  if (whole === '') return pad(head, text, spec);
  return pad(head, group(whole, spec, head.length + rest.length, 3) + rest, spec);
}

function styled(magnitude: number, { type, precision, isAlternate }: Spec): string {
  if (type === '%') {
    const percent = Number.isFinite(magnitude) ? magnitude * 100 : magnitude;
    return `${formatFloat(percent, { type: 'f', precision, alternate: isAlternate })}%`;
  }
  return formatFloat(magnitude, { type: type === 'n' ? 'g' : type, precision, alternate: isAlternate });
}

/** `#`: always a point. */
function alternated(text: string, isAlternate: boolean): string {
  return isAlternate && !text.includes('.') ? text.replace('e', '.e') : text;
}

/** No type: as repr, or as many digits as asked for but always with a point. */
function general(magnitude: number, { precision, isAlternate }: Spec): string {
  if (!Number.isFinite(magnitude)) return reprFloat(magnitude);
  if (precision === null) return alternated(reprFloat(magnitude), isAlternate);
  const count = Math.max(1, precision);
  const { digits, exponent } = significantDigits(magnitude, count);
  const kept = isAlternate ? digits : digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= count - 1) {
    return alternated(scientific(kept, exponent), isAlternate);
  }
  return positional(kept, exponent, false) + (kept.length <= exponent + 1 ? '.0' : '');
}

function signOf(isNegative: boolean, { sign }: Spec): string {
  if (isNegative) return '-';
  return sign === '+' || sign === ' ' ? sign : '';
}

/** Separators in the digits; zeros of the padding are grouped too. */
function group(digits: string, spec: Spec, taken: number, size: number): string {
  if (spec.grouping === '') return digits;
  const separated = (text: string): string => text.replace(new RegExp(`\\B(?=(?:\\w{${size}})+$)`, 'g'), spec.grouping);
  if (spec.fill !== '0' || spec.align !== '=') return separated(digits);
  let padded = digits;
  while (separated(padded).length + taken < spec.width) padded = `0${padded}`;
  return separated(padded);
}

function pad(head: string, text: string, { fill, align, width }: Spec): string {
  const missing = Math.max(0, width - lengthOf(head) - lengthOf(text));
  if (align === '=') return head + fill.repeat(missing) + text;
  if (align === '<') return head + text + fill.repeat(missing);
  if (align === '>') return fill.repeat(missing) + head + text;
  const left = Math.floor(missing / 2);
  return fill.repeat(left) + head + text + fill.repeat(missing - left);
}

function unknownType(type: string, name: string): never {
  throw new PyError('ValueError', `Unknown format code '${type}' for object of type '${name}'`);
}
