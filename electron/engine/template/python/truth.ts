// bool()
import { DictView, PyDict } from './dict.ts';
import { JinjaObject, Markup, PyBytes, PyFloat, PyRange, PyTuple, Undefined, type Value } from './values.ts';

export function isTrue(value: Value): boolean {
  if (typeof value !== 'object') return Boolean(value);
  if (value === null || value instanceof Undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof PyDict) return value.size > 0;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof Markup) return value.text !== '';
  if (value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyRange) return value.length > 0;
  if (value instanceof PyBytes) return value.bytes.length > 0;
  if (value instanceof DictView) return value.dict.size > 0;
  if (value instanceof JinjaObject) return value.length === null || value.length() > 0;
  return true;
}
