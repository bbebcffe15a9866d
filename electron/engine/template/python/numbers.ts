// int and float as Python computes with them: ints exact at any size, floats as IEEE doubles.
import { spend } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { floatPower } from './float-power.ts';
import { PyFloat, type Value } from './values.ts';

export type Int = number | bigint;

/** Bits of the largest int that is computed: more digits than Python prints (4,300), and still fast. */
const MAX_BITS = 65_536n;

/** The one form that an int has: number where it is safe. */
export function normalizeInt(value: bigint): Int {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

export function isInt(value: Value): value is Int | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

/** int, with bool as 0 and 1; undefined for anything else. */
export function asInt(value: Value): Int | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return typeof value === 'boolean' ? Number(value) : undefined;
}

/** float of an int or float; undefined for anything else. Throws OverflowError. */
export function asFloat(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  const int = asInt(value);
  if (int === undefined) return undefined;
  const float = Number(int);
  if (!Number.isFinite(float)) throw new PyError('OverflowError', 'int too large to convert to float');
  return float;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** The result for two numbers; undefined where one is not a number. */
export function arithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) return intArithmetic(operator, a, b);
  if ((a === undefined && !(left instanceof PyFloat)) || (b === undefined && !(right instanceof PyFloat)))
    return undefined;
  const x = asFloat(left);
  const y = asFloat(right);
  return x === undefined || y === undefined ? undefined : new PyFloat(floatArithmetic(operator, x, y));
}

function intArithmetic(operator: ArithmeticOperator, a: Int, b: Int): Value {
  switch (operator) {
    case '+': {
      const sum = typeof a === 'number' && typeof b === 'number' ? a + b : Number.NaN;
      return Number.isSafeInteger(sum) ? sum : normalizeInt(BigInt(a) + BigInt(b));
    }
    case '-': {
      const difference = typeof a === 'number' && typeof b === 'number' ? a - b : Number.NaN;
      return Number.isSafeInteger(difference) ? difference : normalizeInt(BigInt(a) - BigInt(b));
    }
    case '*':
      return multiply(a, b);
    case '/':
      return new PyFloat(trueDivide(a, b));
    case '//':
      if (b === 0) throw new PyError('ZeroDivisionError', 'integer division or modulo by zero');
      return floorDivide(a, b)[0];
    case '%':
      if (b === 0) throw new PyError('ZeroDivisionError', 'integer modulo by zero');
      return floorDivide(a, b)[1];
    case '**':
      return intPower(a, b);
  }
}

function multiply(a: Int, b: Int): Int {
  const product = typeof a === 'number' && typeof b === 'number' ? a * b : Number.NaN;
  if (Number.isSafeInteger(product)) return product + 0;
  if (bitLength(a) + bitLength(b) > MAX_BITS) tooLarge();
  return normalizeInt(BigInt(a) * BigInt(b));
}

/** Quotient rounded down and the remainder, which has the divisor's sign. */
export function floorDivide(a: Int, b: Int): [Int, Int] {
  if (typeof a === 'number' && typeof b === 'number') {
    let remainder = a % b;
    if (remainder !== 0 && remainder < 0 !== b < 0) remainder += b;
    if (Number.isSafeInteger(a - remainder)) return [(a - remainder) / b + 0, remainder + 0];
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  const remainder = ((x % y) + y) % y;
  return [normalizeInt((x - remainder) / y), normalizeInt(remainder)];
}

function trueDivide(a: Int, b: Int): number {
  if (Number(b) === 0) throw new PyError('ZeroDivisionError', 'division by zero');
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const [x, y] = [BigInt(a), BigInt(b)];
  const shift = BigInt(Math.max(0, 70 + Number(bitLength(y)) - Number(bitLength(x))));
  const scaled = (x < 0n ? -x : x) << shift;
  const divisor = y < 0n ? -y : y;
  const quotient = scaled / divisor;
  const sticky = quotient * divisor === scaled ? 0n : 1n;
  const result = Number((quotient << 1n) | sticky) / 2 ** (Number(shift) + 1);
  if (!Number.isFinite(result)) throw new PyError('OverflowError', 'integer division result too large for a float');
  return x < 0n === y < 0n ? result : -result;
}

function intPower(base: Int, exponent: Int): Value {
  if (exponent < 0) return new PyFloat(floatPower(asFloat(base) ?? 0, asFloat(exponent) ?? 0));
  if (base === 0 || base === 1 || base === -1)
    return exponent === 0 || base === 1 ? 1 : base === 0 ? 0 : BigInt(exponent) % 2n === 0n ? 1 : -1;
  if (BigInt(exponent) * bitLength(base) > MAX_BITS) tooLarge();
  spend(Number(exponent));
  return normalizeInt(BigInt(base) ** BigInt(exponent));
}

function tooLarge(): never {
  throw new PyError('LimitError', `an int of more than ${MAX_BITS} bits`);
}

export function bitLength(value: Int): bigint {
  const magnitude = value < 0 ? -BigInt(value) : BigInt(value);
  return magnitude === 0n
    ? 0n
    : BigInt(
        (magnitude.toString(16).length - 1) * 4 +
          (32 - Math.clz32(Number.parseInt(magnitude.toString(16).charAt(0), 16))),
      );
}

function floatArithmetic(operator: ArithmeticOperator, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      if (y === 0) throw new PyError('ZeroDivisionError', 'float division by zero');
      return x / y;
    case '//':
      if (y === 0) throw new PyError('ZeroDivisionError', 'float floor division by zero');
      return floatDivmod(x, y)[0];
    case '%':
      if (y === 0) throw new PyError('ZeroDivisionError', 'float modulo');
      return floatDivmod(x, y)[1];
    case '**':
      return floatPower(x, y);
  }
}

/** As CPython's float_divmod. */
function floatDivmod(x: number, y: number): [number, number] {
  let remainder = x % y;
  let quotient = (x - remainder) / y;
  if (remainder === 0) {
    remainder = y < 0 ? -0 : 0;
  } else if (y < 0 !== remainder < 0) {
    remainder += y;
    quotient -= 1;
  }
  if (quotient === 0) return [x / y < 0 || Object.is(x / y, -0) ? -0 : 0, remainder];
  const floor = Math.floor(quotient);
  return [quotient - floor > 0.5 ? floor + 1 : floor, remainder];
}
