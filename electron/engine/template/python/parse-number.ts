// int('…') and float('…') as Python reads them.
import { PyError } from '../template-error.ts';
import { normalizeInt, type Int } from './numbers.ts';
import { strip } from './text.ts';

/** Python refuses to convert longer ones (PYTHONINTMAXSTRDIGITS). */
export const MAX_DIGITS = 4300;
const PREFIXES: ReadonlyMap<number, RegExp> = new Map([
  [2, /^0b_?/i],
  [8, /^0o_?/i],
  [16, /^0x_?/i],
]);

/** @param base 2 to 36, or 0: by the prefix */
export function parseInteger(source: string, base: number): Int {
  if (base !== 0 && (base < 2 || base > 36)) throw new PyError('ValueError', 'int() base must be >= 2 and <= 36, or 0');
  const text = decimalDigits(strip(source));
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  let digits = text.slice(sign.length);
  let radix = base;
  for (const [prefixBase, prefix] of PREFIXES) {
    if ((base === 0 || base === prefixBase) && prefix.test(digits)) {
      digits = digits.replace(prefix, '');
      radix = prefixBase;
      break;
    }
  }
  if (radix === 0 && /^0[0_]*[1-9]/.test(digits)) invalid(source, base);
  if (radix === 0) radix = 10;
  const value = /^[0-9a-z]+(?:_[0-9a-z]+)*$/i.test(digits) ? readDigits(digits.replaceAll('_', ''), radix) : null;
  if (value === null) return invalid(source, base);
  return normalizeInt(sign === '-' ? -value : value);
}

function readDigits(digits: string, radix: number): bigint | null {
  const isPowerOfTwo = (radix & (radix - 1)) === 0;
  if (digits.length > MAX_DIGITS && (!isPowerOfTwo || digits.length > 16_384)) {
    throw new PyError(
      'ValueError',
      `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion: value has ${digits.length} digits`,
    );
  }
  let value = 0n;
  if (radix === 10) return /^[0-9]+$/.test(digits) ? BigInt(digits) : null;
  for (const char of digits) {
    const digit = Number.parseInt(char, 36);
    if (digit >= radix) return null;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return value;
}

function invalid(source: string, base: number): never {
  throw new PyError(
    'ValueError',
    `invalid literal for int() with base ${base}: ${JSON.stringify(source).replaceAll('"', "'")}`,
  );
}

export function parseFloatText(source: string): number {
  const text = decimalDigits(strip(source)).toLowerCase();
  const special = /^([-+]?)(inf|infinity|nan)$/.exec(text);
  if (special) return special[2] === 'nan' ? Number.NaN : Infinity * (special[1] === '-' ? -1 : 1);
  if (!/^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?$/.test(text)) {
    throw new PyError(
      'ValueError',
      `could not convert string to float: ${JSON.stringify(source).replaceAll('"', "'")}`,
    );
  }
  return Number(text.replaceAll('_', ''));
}

/** Decimal digits of other scripts as ASCII. */
function decimalDigits(text: string): string {
  return /[^\0-\x7f]/.test(text) ? text.replace(/\p{Nd}/gu, (digit) => String(decimalValue(digit))) : text;
}

/** Blocks of decimal digits are ten long and aligned so that the value can be found by going back to the zero. */
export function decimalValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  // Mathematical digits (U+1D7CE…) follow each other without a gap.
  return code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 : code - zero;
}
