// The operators of MongoDB's query language that Wherry can evaluate itself, each with a check of its operand.
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import { WherryError } from '../../errors.ts';
import { optionsOf, unwrap, wrapperOf } from './extended-json.ts';
import { compileRegex } from './regex.ts';

/** Says what is wrong with an operand, or null. */
type OperandCheck = (operand: Json, condition: JsonObject) => string | null;

const anything: OperandCheck = () => null;
const array: OperandCheck = (operand) => (Array.isArray(operand) ? null : 'needs an array');
/** Types that JSON keeps; a date or an id arrives as a text. */
const JSON_TYPES = ['string', 'number', 'int', 'long', 'double', 'bool', 'object', 'array', 'null'];

/** Operators below a field. `$not`, `$elemMatch` and `$all` hold conditions again; where.ts walks them. */
export const FIELD_OPERATORS: Record<string, OperandCheck> = {
  $eq: anything,
  $ne: anything,
  $gt: anything,
  $gte: anything,
  $lt: anything,
  $lte: anything,
  $in: array,
  $nin: array,
  $all: array,
  $exists: (operand) => (typeof operand === 'boolean' ? null : 'needs true or false'),
  $type: (operand) =>
    [operand].flat().every((type) => typeof type === 'string' && JSON_TYPES.includes(type))
      ? null
      : `needs one of ${JSON_TYPES.join(', ')}: the API tells nothing finer`,
  $size: (operand) => (Number.isInteger(operand) ? null : 'needs an integer'),
  $mod: (operand) =>
    Array.isArray(operand) && operand.length === 2 && operand.every(Number.isInteger)
      ? null
      : 'needs [divisor, remainder]',
  $not: (operand) => (isCondition(operand) ? null : 'needs an object of operators'),
  $elemMatch: (operand) => (isJsonObject(operand) ? null : 'needs an object'),
  $regex: (operand, condition) =>
    typeof operand === 'string' ? reasonOf(() => compileRegex(operand, optionsOf(condition))) : 'needs a text',
  $options: (operand, condition) =>
    typeof operand === 'string' && '$regex' in condition ? null : 'needs a text and stands beside $regex',
};

/** Operators that only the server can evaluate. */
export const SERVER_OPERATORS = new Set([
  '$where',
  '$function',
  '$accumulator',
  '$expr',
  '$jsonSchema',
  '$text',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
  '$rand',
  '$sampleRate',
  '$comment',
]);

/** True for an object of operators such as `{"$gt": 1}`; a wrapper such as `{"$date": …}` is a value. */
export function isCondition(value: Json): value is JsonObject {
  return isJsonObject(value) && wrapperOf(value) === null && Object.keys(value).some((key) => key.startsWith('$'));
}

/** What is wrong with the content of `{"$date": …}` and its like, or null. */
export function checkWrapper(name: string, value: JsonObject): string | null {
  return reasonOf(() => unwrap(name, value)) ?? (unwrap(name, value) === undefined ? 'has no valid value' : null);
}

function reasonOf(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof WherryError) return error.message;
    throw error;
  }
}
