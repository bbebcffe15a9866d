// PUT and PATCH /datafile/:id as a Sails server carries them out: shallow.
import type { Json, JsonObject } from '#shared/json.ts';

/** What becomes of keys such as `attributes.client_status`: Sails with a schema ignores them and answers 200 all the same. */
export type DottedKeys = 'ignored' | 'accepted';

/** Each key of the body replaces that field as a whole. */
export function updated(record: JsonObject, body: JsonObject, dottedKeys: DottedKeys): JsonObject {
  const entries = Object.entries(body).filter(([key]) => key !== '_id');
  const plain = Object.fromEntries(entries.filter(([key]) => !key.includes('.')));
  const dotted = dottedKeys === 'accepted' ? entries.filter(([key]) => key.includes('.')) : [];
  const result: JsonObject = { ...record, ...plain, updateDate: new Date().toISOString() };
  return dotted.reduce((record, [key, value]) => withPath(record, key.split('.'), value), result);
}

function withPath(parent: Json | undefined, [head = '', ...rest]: string[], value: Json): JsonObject {
  const object = parent !== null && typeof parent === 'object' && !Array.isArray(parent) ? parent : {};
  return { ...object, [head]: rest.length === 0 ? value : withPath(object[head], rest, value) };
}
