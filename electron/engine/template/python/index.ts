// value[key]: indexes from either end, slices, dict keys.
import { spend, spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { assertHashable, DictView, PyDict } from './dict.ts';
import { pyRepr } from './print.ts';
import { asInt } from './numbers.ts';
import { codePoints, isPlain } from './text.ts';
import { JinjaObject, Markup, PyBytes, PyRange, PySlice, PyTuple, typeName, Undefined, type Value } from './values.ts';

/** Throws TypeError, IndexError, KeyError as Python does. */
export function getIndexed(value: Value, key: Value): Value {
  if (value instanceof PyDict) {
    if (key instanceof PySlice) throw new PyError('TypeError', "unhashable type: 'slice'");
    const item = value.get(key);
    if (item === undefined) throw new PyError('KeyError', pyRepr(key));
    return item;
  }
  if (Array.isArray(value)) return key instanceof PySlice ? slice(value, key) : at(value, key, 'list');
  if (typeof value === 'string') return indexText(value, key);
  if (value instanceof Markup) return new Markup(indexText(value.text, key));
  if (value instanceof PyTuple) {
    return key instanceof PySlice ? new PyTuple(slice(value.items, key)) : at(value.items, key, 'tuple');
  }
  if (value instanceof PyRange) return indexRange(value, key);
  if (value instanceof PyBytes) {
    return key instanceof PySlice
      ? new PyBytes(Uint8Array.from(slice(value.bytes, key)))
      : at(value.bytes, key, 'bytes');
  }
  if (value instanceof Undefined) throw new PyError(value.pythonType, value.message);
  if (value instanceof JinjaObject) {
    const item = value.item?.(key);
    if (item !== undefined) return item;
  }
  if (value instanceof DictView) assertHashable(key);
  throw new PyError('TypeError', `'${typeName(value)}' object is not subscriptable`);
}

function indexText(text: string, key: Value): string {
  if (isPlain(text)) {
    if (key instanceof PySlice) return sliceText(text, key);
    return text.charAt(offset(text.length, key, 'string'));
  }
  const points = codePoints(text);
  spendText(text.length);
  return key instanceof PySlice ? slice(points, key).join('') : at(points, key, 'string');
}

function sliceText(text: string, key: PySlice): string {
  const { start, stop, step } = sliceBounds(key, text.length);
  if (step === 1) return text.slice(start, Math.max(start, stop));
  return slice(text.split(''), key).join('');
}

function at<T>(items: ArrayLike<T>, key: Value, name: string): T {
  const item = items[offset(items.length, key, name)];
  if (item === undefined) throw new PyError('IndexError', `${name} index out of range`);
  return item;
}

function offset(length: number, key: Value, name: string): number {
  const index = asInt(key);
  if (index === undefined) {
    throw new PyError('TypeError', `${name} indices must be integers or slices, not '${typeName(key)}'`);
  }
  const found = index < 0 ? Number(index) + length : Number(index);
  if (found < 0 || found >= length) throw new PyError('IndexError', `${name} index out of range`);
  return found;
}

function indexRange(range: PyRange, key: Value): Value {
  if (!(key instanceof PySlice)) return range.start + offset(range.length, key, 'range object') * range.step;
  const { start, stop, step } = sliceBounds(key, range.length);
  return new PyRange(range.start + start * range.step, range.start + stop * range.step, step * range.step);
}

function slice<T>(items: ArrayLike<T>, key: PySlice): T[] {
  const { start, stop, step } = sliceBounds(key, items.length);
  const result: T[] = [];
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) {
    const item = items[index];
    if (item !== undefined) result.push(item);
  }
  spend(result.length);
  return result;
}

/** As Python's slice.indices(length). */
export function sliceBounds(key: PySlice, length: number): { start: number; stop: number; step: number } {
  const step = sliceIndex(key.step) ?? 1;
  if (step === 0) throw new PyError('ValueError', 'slice step cannot be zero');
  const lowest = step < 0 ? -1 : 0;
  const highest = step < 0 ? length - 1 : length;
  const clamp = (index: number): number => (index < 0 ? Math.max(index + length, lowest) : Math.min(index, highest));
  const start = sliceIndex(key.start);
  const stop = sliceIndex(key.stop);
  return {
    start: start === null ? (step < 0 ? highest : lowest) : clamp(start),
    stop: stop === null ? (step < 0 ? lowest : highest) : clamp(stop),
    step,
  };
}

function sliceIndex(value: Value): number | null {
  if (value === null) return null;
  const index = asInt(value);
  if (index === undefined) {
    throw new PyError('TypeError', 'slice indices must be integers or None or have an __index__ method');
  }
  return Number(index);
}
