// Dotted paths of a record's fields: which ones a filter asks about, and how they hang together.
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';

/** The fields that a filter's conditions are about, `$or` and `$nor` included. */
export function fieldsOf(where: JsonObject): string[] {
  return Object.entries(where).flatMap(([key, value]) => (key.startsWith('$') ? fieldsInside(value) : [key]));
}

function fieldsInside(alternatives: Json): string[] {
  return Array.isArray(alternatives) ? alternatives.flatMap((item) => (isJsonObject(item) ? fieldsOf(item) : [])) : [];
}

/** True where `path` is `ancestor` or lies below it. */
export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}
