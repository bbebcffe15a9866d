// Binds arguments to parameters as Python does. Signatures are written as in Python's own documentation:
// `ljust(width, fillchar=" ", /)`; what stands before `/` cannot be given by name.
import { PyError } from '../template-error.ts';
import { PyFloat, type Value } from './values.ts';

export type Kwargs = Map<string, Value>;

interface Parameter {
  name: string;
  /** undefined: it must be given. */
  default: Value | undefined;
  isPositionalOnly: boolean;
}

export interface Signature {
  name: string;
  parameters: Parameter[];
  required: number;
}

export function parseSignature(text: string): Signature {
  const open = text.indexOf('(');
  const inside = text.slice(open + 1, -1).trim();
  const parts = inside === '' ? [] : inside.split(/,\s*(?![^"]*"(?:[^"]*"[^"]*")*[^"]*$)/);
  const slash = parts.indexOf('/');
  const parameters = parts
    .filter((part) => part !== '/')
    .map((part, index) => {
      const [name = '', literal] = part.split(/=(.*)/s);
      return {
        name,
        default: literal === undefined ? undefined : parseLiteral(literal),
        isPositionalOnly: index < slash,
      };
    });
  const required = parameters.filter((parameter) => parameter.default === undefined).length;
  return { name: text.slice(0, open), parameters, required };
}

function parseLiteral(literal: string): Value {
  if (literal === 'None') return null;
  if (literal === 'True' || literal === 'False') return literal === 'True';
  if (literal.includes('.') && !literal.startsWith('"')) return new PyFloat(Number(literal));
  return literal.startsWith('"') ? literal.slice(1, -1) : Number(literal);
}

/** One value for each parameter. */
export function bind(signature: Signature, args: Value[], kwargs: Kwargs | null): Value[] {
  const { parameters, name } = signature;
  if (args.length > parameters.length) {
    const most = parameters.length;
    const takes = signature.required === most ? `${most}` : `from ${signature.required} to ${most}`;
    throw new PyError('TypeError', `${name}() takes ${takes} positional arguments but ${args.length} were given`);
  }
  if (kwargs === null && args.length === parameters.length) return args;
  const bound = parameters.map((parameter, index) => {
    const given = kwargs?.get(parameter.name);
    if (given !== undefined && parameter.isPositionalOnly) {
      throw new PyError(
        'TypeError',
        `${name}() got some positional-only arguments passed as keyword arguments: '${parameter.name}'`,
      );
    }
    if (given !== undefined && index < args.length) {
      throw new PyError('TypeError', `${name}() got multiple values for argument '${parameter.name}'`);
    }
    const value = args[index] ?? (index < args.length ? null : (given ?? parameter.default));
    if (value === undefined && given === undefined) {
      throw new PyError('TypeError', `${name}() missing required argument: '${parameter.name}' (pos ${index + 1})`);
    }
    return value ?? null;
  });
  for (const key of kwargs?.keys() ?? []) {
    if (!parameters.some((parameter) => parameter.name === key)) {
      throw new PyError('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
    }
  }
  return bound;
}

/** What the methods of a type and the filters are made of: the receiver, then the bound arguments. */
export type Implementation<Self> = (self: Self, ...args: Value[]) => Value;
export type Bound<Self> = (self: Self, args: Value[], kwargs: Kwargs | null) => Value;

/** A table of methods from their signatures; a Map, so that only what is listed exists. */
export function methodTable<Self>(methods: Record<string, Implementation<Self>>): Map<string, Bound<Self>> {
  const table = new Map<string, Bound<Self>>();
  for (const [text, implementation] of Object.entries(methods)) {
    const signature = parseSignature(text);
    table.set(signature.name, (self, args, kwargs) => implementation(self, ...bind(signature, args, kwargs)));
  }
  return table;
}
