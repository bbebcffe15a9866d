// The operator's filter: checked before anything is sent (b8), because a server may drop a clause that it does not
// understand and answer with every file there is. The same check makes sure that match-where.ts can ask it again.
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import { wrapperOf } from './extended-json.ts';
import { flattenAnd } from './flatten-and.ts';
import { FIELD_OPERATORS, SERVER_OPERATORS, checkWrapper, isCondition } from './where-operators.ts';

export interface WhereFinding {
  /** Where in the filter: `$or[1].createDate.$gt`. */
  path: string;
  message: string;
  hint: string;
}

const LOGICAL = ['$or', '$nor'];

/** Everything that is wrong with a filter; empty: it may be sent and `matcher` can evaluate it. `{}` is not wrong here (b7). */
export function checkWhere(where: JsonObject): WhereFinding[] {
  return checkFilter(where, '', where);
}

function checkFilter(filter: JsonObject, path: string, where: JsonObject): WhereFinding[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (key === '$and') return [andFinding(at, where)];
    if (LOGICAL.includes(key)) return checkAlternatives(key, value, at, where);
    if (key.startsWith('$')) return [unknownOperator(key, at, [...LOGICAL])];
    if (key.split('.').includes('__proto__'))
      return [{ path: at, message: '__proto__ is no field of a record', hint: 'Remove this condition.' }];
    return checkValue(value, at, where);
  });
}

function checkAlternatives(key: string, value: Json, path: string, where: JsonObject): WhereFinding[] {
  const example = `Write "${key}": [{"field": "value"}, {"other": "value"}].`;
  if (!Array.isArray(value) || value.length === 0)
    return [
      {
        path,
        message: `${key} needs a non-empty array; a server may ignore anything else and match every file`,
        hint: example,
      },
    ];
  return value.flatMap((item, index) => {
    const at = `${path}[${index}]`;
    if (!isJsonObject(item)) return [{ path: at, message: `each part of ${key} must be an object`, hint: example }];
    if (Object.keys(item).length === 0)
      return [{ path: at, message: `an empty object in ${key} matches every file`, hint: 'Remove it or fill it.' }];
    return checkFilter(item, at, where);
  });
}

function checkValue(value: Json, path: string, where: JsonObject): WhereFinding[] {
  if (!isJsonObject(value)) return [];
  const wrapper = wrapperOf(value);
  if (wrapper !== null) {
    const wrong = checkWrapper(wrapper, value);
    return wrong === null ? [] : [{ path, message: `${wrapper} ${wrong}`, hint: 'Write it as MongoDB Extended JSON.' }];
  }
  const nested = Object.entries(value).filter(([, item]) => isCondition(item));
  if (isCondition(value)) return checkCondition(value, path, where);
  return nested.map(([key]) => ({
    path: `${path}.${key}`,
    message: 'operators in a nested object are not evaluated, the object is compared as a whole',
    hint: 'Write the path with dots, as in {"status.processed.done": true}.',
  }));
}

function checkCondition(condition: JsonObject, path: string, where: JsonObject): WhereFinding[] {
  return Object.entries(condition).flatMap(([name, operand]) => {
    const at = `${path}.${name}`;
    if (name === '$and') return [andFinding(at, where)];
    if (!name.startsWith('$'))
      return [
        { path: at, message: `"${name}" stands beside operators`, hint: 'Write a field of an object as "field.name".' },
      ];
    if (!Object.hasOwn(FIELD_OPERATORS, name)) return [unknownOperator(name, at, Object.keys(FIELD_OPERATORS))];
    const wrong = FIELD_OPERATORS[name]?.(operand, condition) ?? null;
    if (wrong !== null)
      return [{ path: at, message: `${name} ${wrong}`, hint: 'See "Filters" in docs/ini.md for examples.' }];
    return checkOperand(name, operand, at, where);
  });
}

/** Operands that hold conditions or filters again. */
function checkOperand(name: string, operand: Json, path: string, where: JsonObject): WhereFinding[] {
  if (name === '$not') return checkValue(operand, path, where);
  if (name === '$elemMatch' && isJsonObject(operand))
    return isElementCondition(operand) ? checkCondition(operand, path, where) : checkFilter(operand, path, where);
  if (Array.isArray(operand)) return operand.flatMap((item, index) => checkValue(item, `${path}[${index}]`, where));
  return wrapperOf(operand) === null ? [] : checkValue(operand, path, where);
}

/** `{"$elemMatch": {"$gt": 1}}` is about the elements themselves, `{"$elemMatch": {"name": "x"}}` about their fields. */
function isElementCondition(operand: JsonObject): boolean {
  return Object.keys(operand).every((key) => Object.hasOwn(FIELD_OPERATORS, key));
}

function andFinding(path: string, where: JsonObject): WhereFinding {
  const flat = flattenAnd(where);
  return {
    path,
    message: 'BettrData warns: "Do not combine filters using $and; however OR $or is allowed"',
    hint:
      flat === null
        ? 'All conditions of a filter are required anyway: put them side by side, those of one field into one object.'
        : `All conditions of a filter are required anyway; write: ${JSON.stringify(flat)}`,
  };
}

function unknownOperator(name: string, path: string, known: string[]): WhereFinding {
  if (SERVER_OPERATORS.has(name))
    return {
      path,
      message: `${name} can only be evaluated by the server, so Wherry could not check its answer again`,
      hint: `Use one of ${known.join(', ')}.`,
    };
  return { path, message: `there is no operator ${name} here`, hint: `Use one of ${known.join(', ')}.` };
}
