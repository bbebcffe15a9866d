// The operator's projection, changed so that what Wherry itself needs still comes back (b4).
import type { Json, JsonObject } from '#shared/json.ts';
import { fieldsOf, isWithin } from './fields.ts';

const NEEDED = ['_id', 'fileName', 'md5', 'byteSize', 'attributes', 'route.directory', 'virtual'];

/** Null: all fields come back, so none is sent. Besides Wherry's own fields, those that the filter asks about are kept. */
export function projectionToSend(projection: JsonObject | null, where: JsonObject): JsonObject | null {
  if (projection === null) return null;
  const fields = Object.entries(projection).filter(([field]) => field !== '_id');
  const sent = fields.some(([, value]) => isIncluded(value)) ? widened(fields, where) : narrowed(fields, where);
  return sent.length === 0 ? null : Object.fromEntries(withoutCollisions(sent));
}

/** `{"fileName": 1}` names all that comes back: ours are added. */
function widened(fields: [string, Json][], where: JsonObject): [string, Json][] {
  const wanted = new Map<string, Json>(fields.filter(([, value]) => !isExcluded(value)));
  const asked = fieldsOf(where).map((field) => field.split('.')[0] ?? field);
  for (const field of [...NEEDED, ...asked]) {
    if (!wanted.has(field)) wanted.set(field, 1);
  }
  return [...wanted];
}

/** `{"status": 0}` names what does not come back: an exclusion that takes one of ours is dropped. */
function narrowed(fields: [string, Json][], where: JsonObject): [string, Json][] {
  const needed = [...NEEDED, ...fieldsOf(where)];
  const takesNeeded = (path: string): boolean =>
    isWithin(path, 'attributes') || needed.some((field) => isWithin(field, path));
  return fields.filter(([path]) => !takesNeeded(path));
}

/** MongoDB refuses a path beside one below it; the upper one says it all. */
function withoutCollisions(fields: [string, Json][]): [string, Json][] {
  return fields.filter(([path]) => !fields.some(([other]) => other !== path && isWithin(path, other)));
}

function isIncluded(value: Json): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}

function isExcluded(value: Json): boolean {
  return value === false || value === 0;
}
