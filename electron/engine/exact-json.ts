// JSON of other people's records, which go into commands and are partly sent back: JavaScript rounds numbers of more than
// some 15 digits and takes 1.0 for 1, so how such a number was written is remembered beside the object that holds it.
import type { Json, JsonObject } from '#shared/json.ts';

declare global {
  interface JSON {
    /** Not yet in TypeScript's library. */
    rawJSON(text: string): unknown;
  }
}

/** By object (or array) and key. */
const DIGITS = new WeakMap<object, Map<string, string>>();
const LONG = /[\d.]{16}/;
/** A float that is whole, `1.0` or `1e3`; also matches some texts, which costs them time only. */
const WHOLE_FLOAT = /\d\.0+\s*[,}\]]|[:,[\s]-?\d+(?:\.\d+)?[eE][+-]?\d/;

export function parseJson(text: string): Json {
  // Most answers hold no such number, and are read several times faster without a look at each value.
  return LONG.test(text) || WHOLE_FLOAT.test(text) ? JSON.parse(text, remember) : JSON.parse(text);
}

export function stringifyJson(value: Json): string {
  return JSON.stringify(value, rawNumber);
}

/** `copy` holds values of `original` under the same keys; where they are others by now, the others count. */
export function keepDigits(original: object, copy: object): void {
  const digits = DIGITS.get(original);
  if (digits !== undefined) DIGITS.set(copy, digits);
}

/** How the number at this place was written, where JavaScript's own writing would be another one. */
export function digitsAt(holder: Json[] | JsonObject, key: string, value: unknown): string | undefined {
  const digits = DIGITS.get(holder)?.get(key);
  return digits !== undefined && Number(digits) === value ? digits : undefined;
}

function remember(this: object, key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined || String(value) === context.source) return value;
  const digits = DIGITS.get(this) ?? new Map<string, string>();
  DIGITS.set(this, digits.set(key, context.source));
  return value;
}

function rawNumber(this: Json[] | JsonObject, key: string, value: unknown): unknown {
  const digits = digitsAt(this, key, value);
  return digits === undefined ? value : JSON.rawJSON(digits);
}
