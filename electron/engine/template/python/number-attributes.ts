// The attributes and methods of int and float that a template may meet.
import { PyError } from '../template-error.ts';
import { exactFloat } from './float-digits.ts';
import { bitLength, normalizeInt, type Int } from './numbers.ts';
import { methodTable } from './signature.ts';
import { PyFloat, PyTuple, type Value } from './values.ts';

export const INT_METHODS = methodTable<Int>({
  'as_integer_ratio()': (self) => new PyTuple([self, 1]),
  'bit_count()': (self) => (self < 0 ? -BigInt(self) : BigInt(self)).toString(2).replaceAll('0', '').length,
  'bit_length()': (self) => Number(bitLength(self)),
  'conjugate()': (self) => self,
});

export const FLOAT_METHODS = methodTable<PyFloat>({
  'as_integer_ratio()': ({ value }) => integerRatio(value),
  'conjugate()': (self) => self,
  'is_integer()': ({ value }) => Number.isInteger(value),
});

function integerRatio(value: number): Value {
  if (!Number.isFinite(value)) {
    const [type, what] = Number.isNaN(value) ? ['ValueError', 'NaN'] : ['OverflowError', 'Infinity'];
    throw new PyError(type, `cannot convert ${what} to integer ratio`);
  }
  let { mantissa, power } = exactFloat(value);
  while (power < 0 && mantissa % 2n === 0n) {
    mantissa /= 2n;
    power += 1;
  }
  const numerator = power > 0 ? mantissa << BigInt(power) : mantissa;
  const denominator = power < 0 && mantissa !== 0n ? 1n << BigInt(-power) : 1n;
  return new PyTuple([normalizeInt(value < 0 ? -numerator : numerator), normalizeInt(denominator)]);
}

/** `real`, `imag` and the like; undefined where there is none. */
export function numberAttribute(self: Int | PyFloat, name: string): Value | undefined {
  if (name === 'real') return self;
  if (name === 'imag') return self instanceof PyFloat ? new PyFloat(0) : 0;
  if (self instanceof PyFloat) return undefined;
  if (name === 'numerator') return self;
  return name === 'denominator' ? 1 : undefined;
}
