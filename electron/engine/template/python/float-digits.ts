// Decimal digits of floats: the shortest that read back (repr), and any number of exactly rounded ones (formats).
import { LIMIT, PyError } from '../template-error.ts';

/** The largest precision that is printed. */
const MAX_PRECISION = 10_000;

/** |value| as mantissa * 2^power, exactly; for finite values. */
export function exactFloat(value: number): { mantissa: bigint; power: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return exponent === 0
    ? { mantissa: fraction, power: -1074 }
    : { mantissa: fraction | 0x10000000000000n, power: exponent - 1075 };
}

/** As Python's repr: shortest digits, exponent below 1e-4 and from 1e16 on. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const { digits, exponent } = shortestDigits(value);
  const sign = value < 0 ? '-' : '';
  if (exponent < -4 || exponent >= 16) return `${sign}${scientific(digits, exponent)}`;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return `${sign}${digits.padEnd(exponent + 1, '0')}.0`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** `d.ddde+XX` */
export function scientific(digits: string, exponent: number): string {
  const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return digits.length === 1 ? `${digits}e${power}` : `${digits.charAt(0)}.${digits.slice(1)}e${power}`;
}

/** Shortest digits that read back as |value| = 0.d * 10^(exponent+1); for finite values but 0. */
export function shortestDigits(value: number): { digits: string; exponent: number } {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

/** |value| with so many digits after the point, exactly rounded, half to even. */
export function fixedDigits(value: number, precision: number): string {
  const scaled = roundScaled(value, assertPrecision(precision))
    .toString()
    .padStart(precision + 1, '0');
  return precision === 0 ? scaled : `${scaled.slice(0, -precision)}.${scaled.slice(-precision)}`;
}

/** |value| rounded to so many significant digits (at least 1), half to even. */
export function significantDigits(value: number, count: number): { digits: string; exponent: number } {
  assertPrecision(count);
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const { exponent } = shortestDigits(value);
  const digits = roundScaled(value, count - 1 - exponent).toString();
  // 9.99 became 10.0: one digit too many, which is a zero.
  return digits.length > count ? { digits: digits.slice(0, count), exponent: exponent + 1 } : { digits, exponent };
}

/** |value| * 10^places, rounded half to even. */
export function roundScaled(value: number, places: number): bigint {
  const { mantissa, power } = exactFloat(Math.abs(value));
  let numerator = mantissa;
  let denominator = 1n;
  if (power >= 0) numerator <<= BigInt(power);
  else denominator <<= BigInt(-power);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  return divideHalfEven(numerator, denominator);
}

/** For a numerator that is not negative. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

function assertPrecision(precision: number): number {
  if (precision > MAX_PRECISION)
    throw new PyError(LIMIT, `a precision of ${precision} digits; at most ${MAX_PRECISION}`);
  return precision;
}
