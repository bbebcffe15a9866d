// JSON objects as a person writes them. Pure.
import type { JsonObject } from '#shared/json.ts';

export type ReadJson = { problem: null; value: JsonObject | null } | { problem: string };

export function readJsonText(text: string, isNullable: boolean): ReadJson {
  if (text.trim() === '')
    return isNullable ? { problem: null, value: null } : { problem: 'A JSON object is needed; {} is an empty one.' };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { problem: 'This is JSON, but no object: it has to begin with { and end with }.' };
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object out of JSON.parse
    return { problem: null, value: value as JsonObject };
  } catch (thrown) {
    return { problem: `This is no JSON yet: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

/** Null and undefined: empty. `isShort`: on one line. */
export function writeJsonText(value: unknown, isShort = false): string {
  if (value === null || value === undefined) return '';
  // Line breaks within strings are escaped, so these are all between the parts.
  return isShort ? JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ') : JSON.stringify(value, null, 2);
}
