// JSON as operators type it into an INI file: parsed with the place of every error and of every key. Stricter than
// JSON.parse where a server would be asked for something else than what was meant: a key twice, a number that is rounded.
import type { Json, JsonObject } from '#shared/json.ts';
import { A_VALUE, isLiteralEnd, misspelt } from './json-hints.ts';

export interface JsonProblem {
  /** Offset in the text. */
  offset: number;
  message: string;
  /** What to write. */
  hint: string;
}

/** Offsets by path, written `$or[1].createDate.$gt`; `''` is the object itself. */
export type JsonOffsets = ReadonlyMap<string, number>;

const MAX_DEPTH = 100;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: readonly [string, Json][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class JsonTextError extends Error {
  readonly problem: JsonProblem;
  constructor(problem: JsonProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The object that the text is, or the first thing that is wrong with it. */
export function parseJsonObject(text: string): { value: JsonObject; offsets: JsonOffsets } | { problem: JsonProblem } {
  const offsets = new Map<string, number>();
  try {
    const parser = createParser(text, offsets);
    return { value: parser.document(), offsets };
  } catch (error) {
    if (error instanceof JsonTextError) return { problem: error.problem };
    throw error;
  }
}

function fail(offset: number, message: string, hint: string): never {
  throw new JsonTextError({ offset, message, hint });
}

function createParser(text: string, offsets: Map<string, number>) {
  let at = 0;

  function skipBlanks(): void {
    while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  }
  /** Fails with what was expected, or with a better idea of what was meant. */
  function unexpected(expected: string): never {
    const { message, hint } = misspelt(text, at, expected);
    return fail(at, message, hint);
  }

  function document(): JsonObject {
    skipBlanks();
    if (text[at] !== '{') unexpected('an object { … }');
    offsets.set('', at);
    const value = object('', 1);
    skipBlanks();
    if (at < text.length) fail(at, 'there is more text after the closing brace', 'Remove it.');
    return value;
  }

  function value(path: string, depth: number): Json {
    skipBlanks();
    offsets.set(path, offsets.get(path) ?? at);
    if (depth > MAX_DEPTH) fail(at, `it is nested deeper than ${MAX_DEPTH} levels`, 'Write it flatter.');
    if (text[at] === '{') return object(path, depth);
    if (text[at] === '[') return array(path, depth);
    if (text[at] === '"') return string();
    const literal = LITERALS.find(([word]) => text.startsWith(word, at) && isLiteralEnd(text, at + word.length));
    if (literal !== undefined) {
      at += literal[0].length;
      return literal[1];
    }
    return number();
  }

  function object(path: string, depth: number): JsonObject {
    const entries = new Map<string, Json>();
    at += 1;
    skipBlanks();
    while (text[at] !== '}') {
      if (entries.size > 0) comma('}');
      if (text[at] !== '"') unexpected('a key in double quotes');
      const start = at;
      const key = string();
      if (entries.has(key)) {
        const hint = 'Put both conditions into one object, as in {"createDate": {"$gte": "…", "$lt": "…"}}.';
        fail(start, `the key ${JSON.stringify(key)} is there twice, only the last would count`, hint);
      }
      if (key === '__proto__') fail(start, '"__proto__" is no name of a field', 'Remove it.');
      const inner = path === '' ? key : `${path}.${key}`;
      offsets.set(inner, start);
      skipBlanks();
      if (text[at] !== ':') unexpected('a colon after the key');
      at += 1;
      entries.set(key, value(inner, depth + 1));
      skipBlanks();
    }
    at += 1;
    return Object.fromEntries(entries);
  }

  function array(path: string, depth: number): Json[] {
    const items: Json[] = [];
    at += 1;
    skipBlanks();
    while (text[at] !== ']') {
      if (items.length > 0) comma(']');
      items.push(value(`${path}[${items.length}]`, depth + 1));
      skipBlanks();
    }
    at += 1;
    return items;
  }

  /** Between two entries; what follows must not be the end. */
  function comma(end: string): void {
    if (text[at] !== ',') unexpected(`a comma or ${end}`);
    const start = at;
    at += 1;
    skipBlanks();
    if (text[at] === end) fail(start, `there is a comma before the ${end}`, 'Remove the comma.');
  }

  function string(): string {
    STRING.lastIndex = at;
    const found = STRING.exec(text)?.[0];
    if (found === undefined) return badString();
    at += found.length;
    return String(JSON.parse(found));
  }

  function badString(): never {
    let end = at + 1;
    while (end < text.length && text[end] !== '"' && text.charAt(end) >= ' ') {
      if (text[end] === '\\' && !/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(end, end + 6))) {
        fail(end, 'this backslash begins no JSON escape', 'Write two backslashes for one.');
      }
      end += text[end] === '\\' ? 2 : 1;
    }
    if (end < text.length && text[end] !== '\n')
      fail(end, 'a control character stands in a text', 'Write \\t for a tab.');
    return fail(at, 'this text has no closing quote on its line', 'Close it with a double quote.');
  }

  function number(): number {
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(text)?.[0];
    if (found === undefined || !isLiteralEnd(text, at + found.length)) return unexpected(A_VALUE);
    const result = Number(found);
    if (!Number.isFinite(result) || (Number.isInteger(result) && !Number.isSafeInteger(result))) {
      fail(at, 'this number is too large to be sent exactly', 'Numbers go up to 9007199254740991.');
    }
    at += found.length;
    return result;
  }

  return { document };
}
