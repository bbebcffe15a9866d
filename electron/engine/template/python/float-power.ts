// float ** float. Math.pow may be wrong in the last digit where C's pow is right, so whole exponents are computed exactly.
import { PyError } from '../template-error.ts';
import { exactFloat } from './float-digits.ts';

/** Largest exponent that is computed exactly. */
const MAX_EXACT = 1_100;

export function floatPower(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw new PyError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  if (base < 0 && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isInteger(exponent)) {
    throw new PyError('ValueError', 'the power is a complex number, which templates do not have');
  }
  const result = power(base, exponent);
  if (!Number.isFinite(result) && Number.isFinite(base) && Number.isFinite(exponent)) {
    throw new PyError('OverflowError', "(34, 'Numerical result out of range')");
  }
  return result;
}

function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  if (exponent === 0.5 && base >= 0) return Math.sqrt(base);
  const isExact = Number.isInteger(exponent) && Math.abs(exponent) <= MAX_EXACT && Number.isFinite(base) && base !== 0;
  return isExact ? exactPower(base, exponent) : base ** exponent;
}

function exactPower(base: number, exponent: number): number {
  const { mantissa, power: scale } = exactFloat(Math.abs(base));
  const size = Math.abs(exponent);
  const sign = base < 0 && size % 2 === 1 ? -1 : 1;
  const raised = mantissa ** BigInt(size);
  if (exponent >= 0) return sign * scaled(raised, scale * size);
  const bits = raised.toString(2).length + 70;
  const quotient = (1n << BigInt(bits)) / raised;
  return sign * scaled((quotient << 1n) | 1n, -bits - 1 - scale * size);
}

/** value * 2^power, rounded once (but for subnormal results). */
function scaled(value: bigint, power: number): number {
  const excess = value.toString(2).length - 64;
  if (excess <= 0) return ldexp(Number(value), power);
  const kept = value >> BigInt(excess);
  const sticky = kept << BigInt(excess) === value ? 0n : 1n;
  return ldexp(Number((kept << 1n) | sticky), power + excess - 1);
}

function ldexp(value: number, power: number): number {
  const half = Math.trunc(power / 2);
  return Math.abs(power) < 1000 ? value * 2 ** power : value * 2 ** clamp(half) * 2 ** clamp(power - half);
}

function clamp(power: number): number {
  return Math.max(-1074, Math.min(1023, power));
}
