import type { Json } from '#shared/json.ts';
import { ApiError } from './api-error.ts';

/** `name` is what the client is told could not be read. */
export function parseJson(text: string, name: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    throw new ApiError(400, `Bad Request: ${name} is not JSON`);
  }
}
