// The query of GET /datafile: where, sort, skip, limit, projection, as MongoDB understands them.
import { find } from 'mingo';
import type { JsonObject } from '#shared/json.ts';
import { ApiError } from './api-error.ts';
import { parseJson } from './api-json.ts';

/** What a Sails server answers with when `limit` is not sent. */
const DEFAULT_LIMIT = 30;

export function query(records: readonly JsonObject[], parameters: URLSearchParams): JsonObject[] {
  const where = objectParameter(parameters, 'where') ?? {};
  const sort = objectParameter(parameters, 'sort') ?? {};
  const projection = objectParameter(parameters, 'projection') ?? {};
  const skip = countParameter(parameters, 'skip') ?? 0;
  const limit = countParameter(parameters, 'limit') ?? DEFAULT_LIMIT;

  try {
    const { $natural, ...fields } = sort;
    const ordered = $natural === -1 ? records.toReversed() : [...records];
    const cursor = find<JsonObject, JsonObject>(ordered, where, projection, { scriptEnabled: false });
    if (Object.keys(fields).length > 0) cursor.sort(fields);
    const matching = cursor.all();
    // As in MongoDB, a limit of 0 is none.
    return matching.slice(skip, limit === 0 ? undefined : skip + limit);
  } catch (error) {
    throw new ApiError(400, `Bad Request: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function objectParameter(parameters: URLSearchParams, name: string): JsonObject | null {
  const text = parameters.get(name);
  if (text === null) return null;
  const value = parseJson(text, name);
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new ApiError(400, `Bad Request: ${name} is not a JSON object`);
  return value;
}

function countParameter(parameters: URLSearchParams, name: string): number | null {
  const text = parameters.get(name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw new ApiError(400, `Bad Request: ${name} is not a whole number`);
  return Number(text);
}
