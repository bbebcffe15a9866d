// MongoDB Extended JSON (`{"$date": …}`, `{"$oid": …}`) in an operator's filter. BettrData's answers are plain JSON, in which
// a date is an ISO text and an id is a text, so that is what these become before a record is compared with them.
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import { compileRegex } from './regex.ts';

/** How each wrapper is read; undefined: its content is not valid. */
const WRAPPERS: Record<string, (content: Json) => string | number | RegExp | undefined> = {
  $date: readDate,
  $oid: (content) => (typeof content === 'string' ? content.toLowerCase() : undefined),
  $numberInt: readNumber,
  $numberLong: readNumber,
  $numberDouble: readNumber,
  $numberDecimal: readNumber,
  $regularExpression: (content) =>
    isJsonObject(content) && typeof content['pattern'] === 'string'
      ? compileRegex(content['pattern'], typeof content['options'] === 'string' ? content['options'] : '')
      : undefined,
};

/** The wrapper's name where the value is one (`$date`), else null. */
export function wrapperOf(value: Json): string | null {
  if (!isJsonObject(value)) return null;
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && Object.hasOwn(WRAPPERS, name) ? name : null;
}

/** The plain value of a wrapper; undefined: its content is not valid. Throws `bad-regex` as compileRegex does. */
export function unwrap(name: string, value: JsonObject): string | number | RegExp | undefined {
  return WRAPPERS[name]?.(value[name] ?? null);
}

/** The filter as mingo evaluates it: wrappers unwrapped, regular expressions compiled. Only for filters that checkWhere accepts. */
export function toCriteria(filter: JsonObject): { [key: string]: unknown } {
  const entries = Object.entries(filter).filter(([key]) => key !== '$options');
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === '$regex' && typeof value === 'string' ? compileRegex(value, optionsOf(filter)) : toOperand(value),
    ]),
  );
}

function toOperand(value: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => toOperand(item));
  if (!isJsonObject(value)) return value;
  const wrapper = wrapperOf(value);
  return wrapper === null ? toCriteria(value) : unwrap(wrapper, value);
}

export function optionsOf(condition: JsonObject): string {
  return typeof condition['$options'] === 'string' ? condition['$options'] : '';
}

function readDate(content: Json): string | undefined {
  const instant = isJsonObject(content) ? Number(content['$numberLong']) : content;
  if (typeof instant !== 'string' && typeof instant !== 'number') return undefined;
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function readNumber(content: Json): number | undefined {
  const number = typeof content === 'string' && content.trim() !== '' ? Number(content) : content;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
