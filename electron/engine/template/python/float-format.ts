// A float as %e, %f, %g and their capitals write it; the sign is part of the text only where it is negative.
import { fixedDigits, scientific, significantDigits } from './float-digits.ts';

export interface FloatStyle {
  /** e E f F g G */
  type: string;
  /** Digits; null: 6. */
  precision: number | null;
  /** `#`: always a point, trailing zeros stay. */
  alternate: boolean;
}

export function formatFloat(value: number, style: FloatStyle): string {
  const type = style.type.toLowerCase();
  const text = Number.isFinite(value) ? finite(value, type, style) : Number.isNaN(value) ? 'nan' : 'inf';
  const isNegative = value < 0 || Object.is(value, -0);
  const signed = isNegative ? `-${text}` : text;
  return style.type === type ? signed : signed.toUpperCase();
}

function finite(value: number, type: string, { precision, alternate }: FloatStyle): string {
  const digits = precision ?? 6;
  if (type === 'f') return fixedDigits(value, digits) + (digits === 0 && alternate ? '.' : '');
  if (type === 'e') return exponential(value, digits, alternate);
  return general(value, Math.max(1, digits), alternate);
}

function exponential(value: number, digits: number, alternate: boolean): string {
  const { digits: figures, exponent } = significantDigits(value, digits + 1);
  const text = scientific(figures, exponent);
  return alternate && digits === 0 ? text.replace('e', '.e') : text;
}

function general(value: number, count: number, alternate: boolean): string {
  const { digits, exponent } = significantDigits(value, count);
  const kept = alternate ? digits : digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= count) {
    const text = scientific(kept, exponent);
    return alternate && kept.length === 1 ? text.replace('e', '.e') : text;
  }
  return positional(kept, exponent, alternate);
}

/** Digits with the point after `exponent + 1` of them. */
export function positional(digits: string, exponent: number, alternate: boolean): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction || alternate ? `${whole}.${fraction}` : whole;
}
