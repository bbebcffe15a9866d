// Values that a JSON Schema of the API's document allows, for property tests.
import * as fc from 'fast-check';
import type { OpenApi } from '#server/rest/openapi.ts';

type Schema = OpenApi['components']['schemas'][string];

const DEPTH = 3;

export function valueFor(schema: Schema | boolean, document: OpenApi, depth = 0): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return fc.jsonValue({ maxDepth: 1 });
  const inner = (each: unknown): fc.Arbitrary<unknown> => valueFor(each as Schema, document, depth + 1);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    return depth > DEPTH ? fc.constant(null) : inner(document.components.schemas[name]!);
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...(schema.enum as unknown[]));
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map(inner));
  switch (schema.type) {
    case 'string':
      return fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('', '../..', '<b>', '\u0000', 'name'));
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? Number(schema.exclusiveMinimum ?? -2) + 1, -1_000),
        max: Math.min(schema.maximum ?? 5_000, 5_000),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(inner(schema.items ?? true), {
        maxLength: depth > DEPTH ? 0 : 3,
        minLength: schema.minItems ?? 0,
      });
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      const required = schema.required ?? [];
      return fc.record(Object.fromEntries(properties.map(([name, each]) => [name, inner(each)])), {
        requiredKeys: required.filter((name) => properties.some(([other]) => other === name)),
      });
    }
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}
