// JSON of other people's records, parts of which are sent back: JavaScript rounds numbers of more than some 15 digits, so
// their digits are remembered beside the object that holds them, and written out again.
import type { Json, JsonObject } from '#shared/json.ts';

declare global {
  interface JSON {
    /** Not yet in TypeScript's library. */
    rawJSON(text: string): unknown;
  }
}

/** By object (or array) and key. */
const DIGITS = new WeakMap<object, Map<string, string>>();
const LONG_NUMBER = /[\d.]{16}/;

export function parseJson(text: string): Json {
  // Most answers hold no such number, and are read several times faster without a look at each value.
  return LONG_NUMBER.test(text) ? JSON.parse(text, remember) : JSON.parse(text);
}

export function stringifyJson(value: Json): string {
  return JSON.stringify(value, digitsOf);
}

/** `copy` holds values of `original` under the same keys; where they are others by now, the others count. */
export function keepDigits(original: JsonObject, copy: JsonObject): void {
  const digits = DIGITS.get(original);
  if (digits !== undefined) DIGITS.set(copy, digits);
}

function remember(this: object, key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined || !LONG_NUMBER.test(context.source)) return value;
  const digits = DIGITS.get(this) ?? new Map<string, string>();
  DIGITS.set(this, digits.set(key, context.source));
  return value;
}

function digitsOf(this: object, key: string, value: unknown): unknown {
  const digits = DIGITS.get(this)?.get(key);
  return digits !== undefined && Number(digits) === value ? JSON.rawJSON(digits) : value;
}
