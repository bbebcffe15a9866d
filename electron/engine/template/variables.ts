// The variables of command templates, from a file's record or from JSON text.
import type { Json, JsonObject } from '#shared/json.ts';
import { WherryError } from '../errors.ts';
import { digitsAt } from '../exact-json.ts';
import { PyDict } from './python/dict.ts';
import { normalizeInt } from './python/numbers.ts';
import { PyFloat, type Value, type Variables } from './python/values.ts';

export type { Variables } from './python/values.ts';

/** Fields of the record that are variables of the same name. */
const FIELDS = ['createDate', 'fileName', 'recordCount', 'byteSize', 'md5', 'alias', 'format', 'length'] as const;
/** Every variable of a command template. */
export const VARIABLE_NAMES: readonly string[] = ['id', ...FIELDS, 'filePath', 'file'];

/**
 * The variables of a file (b43). What the record lacks is undefined; null is None.
 * @param record without secrets
 * @param filePath absolute, native separators; null: not known yet, so undefined
 */
export function commandVariables(record: JsonObject, filePath: string | null): Variables {
  const variables = new Map<string, Value>();
  if (Object.hasOwn(record, '_id')) variables.set('id', toValue(record, '_id', record['_id']!));
  for (const field of FIELDS) {
    if (Object.hasOwn(record, field)) variables.set(field, toValue(record, field, record[field]!));
  }
  if (filePath !== null) variables.set('filePath', filePath);
  variables.set('file', toDict(record, true));
  return variables;
}

function toDict(object: JsonObject, isRecord = false): PyDict {
  return new PyDict(
    Object.entries(object).map(([key, value]): [string, Value] => [key, toValue(object, key, value)]),
    isRecord,
  );
}

function toValue(holder: Json[] | JsonObject, key: string, json: Json): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return toNumber(json, digitsAt(holder, key, json));
  return Array.isArray(json) ? json.map((item, index) => toValue(json, String(index), item)) : toDict(json);
}

/** Without its digits, what JavaScript holds as a whole number was an int. */
function toNumber(value: number, digits: string | undefined): Value {
  if (digits !== undefined) return numberOf(digits);
  return Number.isSafeInteger(value) ? value + 0 : new PyFloat(value);
}

/** As Python's json.loads reads it: an int of any size, a float where there is a point or an exponent. */
function numberOf(source: string): Value {
  return /[.eE]/.test(source) ? new PyFloat(Number(source)) : normalizeInt(BigInt(source));
}

/**
 * Variables from the text of a JSON object, as Python's json.loads reads numbers: 1 is an int of any size, 1.0 a float.
 * An object named `file` stands for the record. Throws a `config` error.
 */
export function parseJson(text: string): Variables {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text, reviveNumber);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new WherryError('bad-json', `the variables are not JSON: ${message}`, {
      kind: 'config',
      hint: 'Give one JSON object.',
    });
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new WherryError('bad-json', 'the variables are not a JSON object', {
      kind: 'config',
      hint: 'Give one JSON object.',
    });
  }
  return new Map(
    Object.entries(parsed).map(([name, value]): [string, Value] => {
      const converted = fromParsed(value);
      return [name, name === 'file' && converted instanceof PyDict ? new PyDict(converted.items(), true) : converted];
    }),
  );
}

// JSON.parse drops the difference; the source text has it. (TypeScript's library does not know the third argument yet.)
function reviveNumber(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return numberOf(context.source);
}

function fromParsed(value: unknown): Value {
  if (value === null || value instanceof PyFloat) return value;
  if (Array.isArray(value)) return value.map(fromParsed);
  if (typeof value === 'object') {
    return new PyDict(Object.entries(value).map(([key, item]): [string, Value] => [key, fromParsed(item)]));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return value;
  throw new TypeError(`not a value of JSON: ${typeof value}`);
}
