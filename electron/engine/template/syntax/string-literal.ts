// The value of a quoted string, as Python's `unicode-escape` codec decodes it after Jinja2 has escaped non-ASCII.
import { PyError } from '../template-error.ts';

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
const HEX_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** @param body what is between the quotes */
export function decodeString(body: string, position: number): string {
  if (!body.includes('\\')) return body;
  let text = '';
  let at = 0;
  while (at < body.length) {
    const slash = body.indexOf('\\', at);
    if (slash < 0) return text + body.slice(at);
    text += body.slice(at, slash);
    const [decoded, length] = decodeEscape(body, slash + 1, position);
    text += decoded;
    at = slash + 1 + length;
  }
  return text;
}

/** The decoded text and how many units after the backslash it took. */
function decodeEscape(body: string, at: number, position: number): [string, number] {
  const char = String.fromCodePoint(body.codePointAt(at) ?? 0x5c);
  const simple = SIMPLE.get(char);
  if (simple !== undefined) return [simple, 1];
  const octal = /^[0-7]{1,3}/.exec(body.slice(at, at + 3));
  if (octal) return [String.fromCodePoint(Number.parseInt(octal[0], 8)), octal[0].length];
  const digits = HEX_LENGTHS.get(char);
  if (digits !== undefined) return [decodeHex(body.slice(at + 1, at + 1 + digits), char, digits, position), 1 + digits];
  if (char === 'N')
    throw new PyError('TemplateSyntaxError', '\\N{…} escapes are not supported: write the character itself', position);
  if (char > '\x7f') return [`\\${backslashReplaced(char)}`, char.length];
  return [`\\${char}`, 1];
}

function decodeHex(hex: string, kind: string, digits: number, position: number): string {
  if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex)) {
    throw new PyError('TemplateSyntaxError', `truncated \\${kind}${'X'.repeat(digits)} escape`, position);
  }
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff) throw new PyError('TemplateSyntaxError', 'illegal Unicode character', position);
  return String.fromCodePoint(code);
}

/** Python escapes non-ASCII before it decodes, so that a backslash before it meets a backslash. */
function backslashReplaced(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return `x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `u${code.toString(16).padStart(4, '0')}`;
  return `U${code.toString(16).padStart(8, '0')}`;
}
