// BettrData does not take `$and`, but a filter's conditions are all required anyway; so most `$and`s can be dissolved.
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import { isCondition } from './where-operators.ts';

/** The same filter without `$and`; null where two conditions would have to share a key. */
export function flattenAnd(filter: JsonObject): JsonObject | null {
  const parts: JsonObject[] = [];
  for (const [key, value] of Object.entries(filter)) {
    const flat = flattenValue(value);
    if (flat === undefined) return null;
    if (key !== '$and') parts.push({ [key]: flat });
    else if (Array.isArray(flat) && flat.every((part) => isJsonObject(part))) parts.push(...flat);
    else return null;
  }
  return merge(parts);
}

function flattenValue(value: Json): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => flattenValue(item));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  return isJsonObject(value) ? (flattenAnd(value) ?? undefined) : value;
}

function merge(parts: JsonObject[]): JsonObject | null {
  const merged = new Map<string, Json>();
  for (const [key, value] of parts.flatMap((part) => Object.entries(part))) {
    const present = merged.get(key);
    if (present === undefined) merged.set(key, value);
    else if (isCondition(present) && isCondition(value) && !Object.keys(value).some((name) => name in present))
      merged.set(key, { ...present, ...value });
    else return null;
  }
  return Object.fromEntries(merged);
}
