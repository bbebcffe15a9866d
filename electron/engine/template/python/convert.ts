// int(), float(), round() and the conversions of arguments.
import { PyError } from '../template-error.ts';
import { failIfUndefined } from './compare.ts';
import { divideHalfEven, fixedDigits, roundScaled } from './float-digits.ts';
import { asFloat, asInt, normalizeInt, type Int } from './numbers.ts';
import { parseFloatText, parseInteger } from './parse-number.ts';
import { isStr, PyBytes, PyFloat, textOf, typeName, type Value } from './values.ts';

/** int(value) */
export function toInt(value: Value): Int {
  const int = asInt(value);
  if (int !== undefined) return int;
  if (value instanceof PyFloat) return truncate(value.value);
  if (isStr(value)) return parseInteger(textOf(value), 10);
  if (value instanceof PyBytes) return parseInteger(Buffer.from(value.bytes).toString('latin1'), 10);
  failIfUndefined(value);
  throw new PyError(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}

export function truncate(value: number): Int {
  if (Number.isNaN(value)) throw new PyError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new PyError('OverflowError', 'cannot convert float infinity to integer');
  const whole = Math.trunc(value) + 0;
  return Number.isSafeInteger(whole) ? whole : normalizeInt(BigInt(whole));
}

/** float(value) */
export function toFloat(value: Value): number {
  const float = asFloat(value);
  if (float !== undefined) return float;
  if (isStr(value)) return parseFloatText(textOf(value));
  failIfUndefined(value);
  throw new PyError('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`);
}

/** An argument that has to be an int. */
export function intArgument(value: Value): number {
  const int = asInt(value);
  if (int === undefined) {
    throw new PyError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  return Number(int);
}

/** An argument that has to be a str. */
export function textArgument(value: Value, what = 'argument'): string {
  if (!isStr(value)) throw new PyError('TypeError', `${what} must be str, not ${typeName(value)}`);
  return textOf(value);
}

/** round(value, places): half to even, exact for the binary value. */
export function round(value: Value, places: number): Value {
  const int = asInt(value);
  if (int !== undefined) return places >= 0 ? int : roundInt(int, -places);
  if (!(value instanceof PyFloat)) {
    throw new PyError('TypeError', `type ${typeName(value)} doesn't define __round__ method`);
  }
  const float = value.value;
  if (!Number.isFinite(float) || places > 340) return value;
  if (places < -310) return new PyFloat(float < 0 ? -0 : 0);
  const magnitude =
    places >= 0 ? Number(fixedDigits(float, places)) : Number(`${roundScaled(float, places)}e${-places}`);
  if (!Number.isFinite(magnitude)) throw new PyError('OverflowError', 'rounded value too large to represent');
  return new PyFloat(float < 0 || Object.is(float, -0) ? -magnitude : magnitude);
}

function roundInt(value: Int, places: number): Int {
  if (places > 20_000) return 0;
  const unit = 10n ** BigInt(places);
  const magnitude = value < 0 ? -BigInt(value) : BigInt(value);
  const rounded = divideHalfEven(magnitude, unit) * unit;
  return normalizeInt(value < 0 ? -rounded : rounded);
}
