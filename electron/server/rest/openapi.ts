// OpenAPI 3.1 of /api/v1, made of the contract, so that it cannot say anything else.
import * as z from 'zod';
import { API } from '#shared/api.ts';
import { ErrorData } from '#shared/error.ts';
import { isServed, type ServedCall } from '../served-engine.ts';
import { kindsOf } from './input.ts';
import { pathFields, REST_ROUTES } from './routes.ts';

export interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: object[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object; responses: object };
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema | boolean }[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, object>;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

export function openApi(version: string): OpenApi {
  const schemas: Record<string, JsonSchema> = {};
  const paths: OpenApi['paths'] = {};
  schemas['Error'] = z.toJSONSchema(z.object({ ok: z.literal(false), error: ErrorData }));
  for (const [name, { method, path }] of Object.entries(REST_ROUTES)) {
    if (!isServed(name)) continue;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(name, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Wherry', version, description: DESCRIPTION },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'server.json holds it' } },
      responses: {
        Error: {
          description: 'Why it was not done, and what to do next',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    },
  };
}

const DESCRIPTION =
  'Every call of the application. In a query, lists are repeated names, objects are JSON, and what is left out is null ' +
  'where it may be. Times are milliseconds since 1970 (UTC), sizes are bytes. Events come as a stream from GET /api/events.';

function operationOf(name: ServedCall, schemas: Record<string, JsonSchema>): Operation {
  const { method, path } = REST_ROUTES[name];
  const { title, input, output } = API[name];
  const inPath = pathFields(path);
  const given = schemaOf(input, 'input', `${name}.input`, schemas);
  const { properties = {}, required = [] } = given;
  const others = Object.keys(properties).filter((field) => !inPath.includes(field));
  const isQuery = method === 'GET';
  const parameters = [...inPath, ...(isQuery ? others : [])].map((field) => {
    const schema = properties[field] ?? true;
    const isNeeded = inPath.includes(field) || (required.includes(field) && !kindsOf(schema).includes('null'));
    return {
      name: field,
      in: inPath.includes(field) ? ('path' as const) : ('query' as const),
      required: isNeeded,
      schema,
    };
  });
  return {
    operationId: name,
    summary: title,
    tags: [name.split('.')[0]!],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(isQuery || others.length === 0 ? {} : { requestBody: bodyOf(given, others) }),
    responses: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(output, 'output', `${name}.output`, schemas) } },
      },
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

/** `who` is optional here: whoever leaves it out is "the REST API". */
function bodyOf(
  { properties = {}, required = [] }: JsonSchema,
  fields: string[],
): NonNullable<Operation['requestBody']> {
  const needed = required.filter((field) => fields.includes(field) && field !== 'who');
  const shown = Object.fromEntries(fields.map((field) => [field, properties[field]!]));
  const schema: JsonSchema = { type: 'object', properties: shown, required: needed };
  return { required: needed.length > 0, content: { 'application/json': { schema } } };
}

/** What a schema shares with itself goes to the components, under a name of its own. */
function schemaOf(
  type: z.ZodType,
  io: 'input' | 'output',
  name: string,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const { $schema: _, $defs = {}, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  const prefix = '#/components/schemas/';
  function rebased<T>(value: T): T {
    const text = JSON.stringify(value).replaceAll('"#/$defs/', `"${prefix}${name}.`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same value with other references
    return JSON.parse(text) as T;
  }
  for (const [key, definition] of Object.entries($defs)) schemas[`${name}.${key}`] = rebased(definition);
  return rebased(schema);
}
