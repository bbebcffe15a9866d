// Template text to tokens: a port of Jinja2's lexer with the settings of a default Environment.
import { SPACE_CLASS, strip } from '../python/text.ts';
import { PyError } from '../template-error.ts';
import { decodeString } from './string-literal.ts';
import { OPERATORS, type Token, type TokenType } from './tokens.ts';

const SPACE = `[${SPACE_CLASS}]`;
const WHITESPACE = new RegExp(`${SPACE}+`, 'y');
const RAW_BEGIN = new RegExp(`\\{%[-+]?${SPACE}*raw${SPACE}*(?:-%\\}${SPACE}*|%\\})`, 'y');
const RAW_END = new RegExp(`\\{%([-+]?)${SPACE}*endraw${SPACE}*(?:\\+%\\}|-%\\}${SPACE}*|%\\})`, 'g');
const COMMENT_END = new RegExp(`\\+#\\}|-#\\}${SPACE}*|#\\}`, 'g');
const BLOCK_END = new RegExp(`\\+%\\}|-%\\}${SPACE}*|%\\}`, 'y');
const VARIABLE_END = new RegExp(`-\\}\\}${SPACE}*|\\}\\}`, 'y');
const FLOAT = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{N}\p{M}\p{Pc}\u00b7]+/uy;
const IDENTIFIER = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;
const STRING = /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Line ends as `\n`, one at the very end removed: what offsets count in. */
export function normalize(source: string): string {
  return source.replace(/\r\n?/g, '\n').replace(/\n$/, '');
}

/** @param source normalized */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const tag = nextTag(source, at);
    if (tag < 0) {
      tokens.push({ type: 'data', value: source.slice(at), position: at });
      break;
    }
    const sign = source.charAt(tag + 2);
    const text = source.slice(at, tag);
    const kept = sign === '-' ? strip(text, null, 'right') : text;
    const raw = match(RAW_BEGIN, source, tag);
    if (kept) tokens.push({ type: 'data', value: kept, position: at });
    const start = tag + (sign === '-' || sign === '+' ? 3 : 2);
    if (raw !== null) at = rawText(source, tag + raw.length, tokens);
    else if (source.charAt(tag + 1) === '#') at = commentEnd(source, start);
    else at = tagTokens(source, tag, start, tokens);
  }
  tokens.push({ type: 'eof', value: '', position: source.length });
  return tokens;
}

function nextTag(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at >= 0; at = source.indexOf('{', at + 1)) {
    const next = source.charAt(at + 1);
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return -1;
}

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

function commentEnd(source: string, from: number): number {
  // Jinja2 looks for the end only where there is something left to look at.
  if (from === source.length) return from;
  COMMENT_END.lastIndex = from;
  if (!COMMENT_END.test(source)) throw new PyError('TemplateSyntaxError', 'Missing end of comment tag', from);
  return COMMENT_END.lastIndex;
}

function rawText(source: string, from: number, tokens: Token[]): number {
  if (from === source.length) return from;
  RAW_END.lastIndex = from;
  const end = RAW_END.exec(source);
  if (!end) throw new PyError('TemplateSyntaxError', 'Missing end of raw directive', from);
  const text = source.slice(from, end.index);
  const kept = end[1] === '-' ? strip(text, null, 'right') : text;
  if (kept) tokens.push({ type: 'data', value: kept, position: from });
  return RAW_END.lastIndex;
}

/** The tokens of one `{{ … }}` or `{% … %}`; returns where the text after it begins. */
function tagTokens(source: string, tag: number, start: number, tokens: Token[]): number {
  const isVariable = source.charAt(tag + 1) === '{';
  const [begin, end]: [TokenType, TokenType] = isVariable
    ? ['variable_begin', 'variable_end']
    : ['block_begin', 'block_end'];
  const endPattern = isVariable ? VARIABLE_END : BLOCK_END;
  tokens.push({ type: begin, value: '', position: tag });
  const open: string[] = [];
  let at = start;
  while (at < source.length) {
    if (open.length === 0) {
      const closing = match(endPattern, source, at);
      if (closing !== null) {
        tokens.push({ type: end, value: '', position: at });
        return at + closing.length;
      }
    }
    const space = match(WHITESPACE, source, at);
    at += space === null ? inTag(source, at, open, tokens) : space.length;
  }
  return at;
}

/** One token; returns its length. */
function inTag(source: string, at: number, open: string[], tokens: Token[]): number {
  const push = (type: TokenType, value: string, length: number): number => {
    tokens.push({ type, value, position: at });
    return length;
  };
  const float = match(FLOAT, source, at);
  if (float !== null) return push('float', float.replaceAll('_', ''), float.length);
  const integer = match(INTEGER, source, at);
  if (integer !== null) return push('integer', integer.replaceAll('_', ''), integer.length);
  const name = match(NAME, source, at);
  if (name !== null) {
    if (!IDENTIFIER.test(name.normalize('NFKC')))
      throw new PyError('TemplateSyntaxError', 'Invalid character in identifier', at);
    return push('name', name, name.length);
  }
  const string = match(STRING, source, at);
  if (string !== null) return push('string', decodeString(string.slice(1, -1), at), string.length);
  const operator = match(OPERATOR, source, at);
  const type = operator === null ? undefined : OPERATORS.get(operator);
  if (operator === null || type === undefined) {
    const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
    throw new PyError('TemplateSyntaxError', `unexpected char ${JSON.stringify(char)} at ${at}`, at);
  }
  balance(operator, open, at);
  return push(type, operator, operator.length);
}

function balance(operator: string, open: string[], at: number): void {
  const closing = CLOSING.get(operator);
  if (closing !== undefined) {
    open.push(closing);
  } else if (operator === ')' || operator === ']' || operator === '}') {
    const expected = open.pop();
    if (expected === undefined) throw new PyError('TemplateSyntaxError', `unexpected '${operator}'`, at);
    if (expected !== operator) {
      throw new PyError('TemplateSyntaxError', `unexpected '${operator}', expected '${expected}'`, at);
    }
  }
}
