// The input of a call from a REST request. What is in a query is text; the schema says what it stands for.
import * as z from 'zod';
import { API } from '#shared/api.ts';
import type { ServedCall } from '../served-engine.ts';

type Schema = z.core.JSONSchema._JSONSchema;

export interface RestRequest {
  params: Record<string, string>;
  query: Record<string, string | string[] | undefined>;
  /** Undefined where none came. */
  body: unknown;
}

/** Who is written into a file's story where the caller does not say. */
const WHO = 'the REST API';

/** Undefined where the body is no object: then the contract says what is wrong with it. */
export function inputOf(name: ServedCall, method: string, { params, query, body }: RestRequest): unknown {
  const properties = propertiesOf(name);
  const who = Object.hasOwn(properties, 'who') ? { who: WHO } : {};
  if (method === 'GET') return { ...fromQuery(properties, query), ...params };
  if (body === undefined || body === null) return { ...who, ...params };
  if (typeof body !== 'object' || Array.isArray(body)) return body;
  return { ...who, ...body, ...params };
}

const PROPERTIES = new Map<ServedCall, Record<string, Schema>>();

/** As the contract has it, for inputs. */
export function propertiesOf(name: ServedCall): Record<string, Schema> {
  const known = PROPERTIES.get(name);
  if (known !== undefined) return known;
  const { properties = {} } = z.toJSONSchema(API[name].input, { io: 'input', unrepresentable: 'any' });
  PROPERTIES.set(name, properties);
  return properties;
}

/** What may be null and is left out is null: nobody writes `ruleId=` for "of all rules". */
function fromQuery(properties: Record<string, Schema>, query: RestRequest['query']): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const given = query[name];
    if (given !== undefined) input[name] = valueOf(schema, given);
    else if (typeof schema === 'object' && !('default' in schema) && kindsOf(schema).includes('null'))
      input[name] = null;
  }
  // A name that is not known is handed on, so that a slip is told.
  for (const name of Object.keys(query)) input[name] ??= query[name];
  return input;
}

function valueOf(schema: Schema, given: string | string[]): unknown {
  const kinds = kindsOf(schema);
  if (kinds.includes('array')) return [given].flat();
  const text = Array.isArray(given) ? (given.at(-1) ?? '') : given;
  if (kinds.includes('string')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The JSON types that a value may have; none: any. */
export function kindsOf(schema: Schema): string[] {
  if (typeof schema === 'boolean') return [];
  const { type, anyOf = [], enum: values } = schema;
  if (type !== undefined) return [type].flat();
  return values === undefined ? anyOf.flatMap(kindsOf) : ['string'];
}
