// Filters of numbers.
import { failIfUndefined } from '../python/compare.ts';
import { intArgument, round, toFloat, toInt, truncate } from '../python/convert.ts';
import { fixedDigits } from '../python/float-digits.ts';
import { asInt } from '../python/numbers.ts';
import { binary, negate } from '../python/operators.ts';
import { parseInteger } from '../python/parse-number.ts';
import { isTrue } from '../python/truth.ts';
import { isStr, PyFloat, textOf, typeName, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';
import { filterTable, type FilterFunction } from './filter.ts';

export const NUMBER_FILTERS: [string, FilterFunction][] = filterTable({
  'abs(x, /)': (_, x = null) => absolute(x),
  'filesizeformat(value, binary=False)': (_, value = null, isBinary = null) =>
    fileSize(toFloat(value), isTrue(isBinary)),
  'float(value, default=0.0)': (_, value = null, fallback = null) => floatOr(value, fallback),
  'int(value, default=0, base=10)': (_, value = null, fallback = null, base = null) => intOr(value, fallback, base),
  'round(value, precision=0, method="common")': (_, value = null, precision = null, method = null) =>
    roundBy(value, precision, method),
});

function absolute(x: Value): Value {
  if (x instanceof PyFloat) return new PyFloat(Math.abs(x.value));
  const int = asInt(x);
  if (int === undefined) throw new PyError('TypeError', `bad operand type for abs(): '${typeName(x)}'`);
  return int < 0 ? negate(int) : int;
}

/** Runs the first that does not raise one of the errors; null where all do. */
function attempt(...attempts: (() => Value)[]): { value: Value } | null {
  for (const work of attempts) {
    try {
      return { value: work() };
    } catch (error) {
      if (!(error instanceof PyError) || !/^(?:Type|Value|Overflow)Error$/.test(error.pythonType)) throw error;
    }
  }
  return null;
}

function intOr(value: Value, fallback: Value, base: Value): Value {
  const result = attempt(
    () => (isStr(value) ? parseInteger(textOf(value), intArgument(base)) : toInt(value)),
    () => truncate(toFloat(value)),
  );
  return result ? result.value : fallback;
}

function floatOr(value: Value, fallback: Value): Value {
  try {
    return new PyFloat(toFloat(value));
  } catch (error) {
    if (error instanceof PyError && /^(?:Type|Value)Error$/.test(error.pythonType)) return fallback;
    throw error;
  }
}

function fileSize(bytes: number, isBinary: boolean): string {
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${String(truncate(bytes))} Bytes`;
  const prefixes = isBinary
    ? ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB']
    : ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
  const found = prefixes.findIndex((_, index) => bytes < base ** (index + 2));
  const index = found < 0 ? prefixes.length - 1 : found;
  const scaled = (base * bytes) / base ** (index + 2);
  const sign = scaled < 0 ? '-' : '';
  const text = Number.isFinite(scaled) ? fixedDigits(scaled, 1) : Number.isNaN(scaled) ? 'nan' : 'inf';
  return `${sign}${text} ${prefixes[index]}`;
}

function roundBy(value: Value, precision: Value, method: Value): Value {
  const name = isStr(method) ? textOf(method) : '';
  if (name !== 'common' && name !== 'ceil' && name !== 'floor') {
    throw new PyError('FilterArgumentError', 'method must be common, ceil or floor');
  }
  failIfUndefined(value);
  if (name === 'common') return round(value, intArgument(precision));
  const scale = binary('**', 10, precision);
  const scaled = binary('*', value, scale);
  const whole = scaled instanceof PyFloat ? truncate(Math[name](scaled.value)) : scaled;
  if (asInt(whole) === undefined) throw new PyError('TypeError', `must be real number, not ${typeName(whole)}`);
  return binary('/', whole, scale);
}
