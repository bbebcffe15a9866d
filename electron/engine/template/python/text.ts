// Texts as Python sees them: sequences of code points, with Python's idea of white space and line ends.

const SURROGATE = /[\ud800-\udfff]/;
/** What Python calls white space, as the inside of a character class. */
export const SPACE_CLASS = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const LINE_END_CLASS = String.raw`\n-\r\x1c-\x1e\x85\u2028\u2029`;
const SPACE = new RegExp(`^[${SPACE_CLASS}]$`);
const SPACES = new RegExp(`[${SPACE_CLASS}]+`);
const LINE_END = new RegExp(`\\r\\n|[${LINE_END_CLASS}]`, 'g');

/** True where units and code points are the same. */
export function isPlain(text: string): boolean {
  return !SURROGATE.test(text);
}

export function lengthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) at += 1;
    length += 1;
  }
  return length;
}

export function codePoints(text: string): string[] {
  return isPlain(text) ? text.split('') : Array.from(text);
}

/** From code point `start` to before `stop`. */
export function substring(text: string, start: number, stop: number): string {
  return isPlain(text) ? text.slice(start, stop) : codePoints(text).slice(start, stop).join('');
}

/** Code point index of a unit index. */
export function codePointIndex(text: string, unit: number): number {
  return isPlain(text) ? unit : lengthOf(text.slice(0, unit));
}

export function isSpace(char: string): boolean {
  return SPACE.test(char);
}

/** @param chars the characters to remove; null: white space */
export function strip(text: string, chars: string | null = null, sides: 'both' | 'left' | 'right' = 'both'): string {
  const set = chars === null ? null : new Set(codePoints(chars));
  const isStripped = (char: string): boolean => (set === null ? isSpace(char) : set.has(char));
  if (!isPlain(text)) {
    const points = codePoints(text);
    const [start, end] = stripped(points.length, (index) => isStripped(points[index] ?? ''), sides);
    return points.slice(start, end).join('');
  }
  const [start, end] = stripped(text.length, (index) => isStripped(text.charAt(index)), sides);
  return text.slice(start, end);
}

function stripped(length: number, isStripped: (index: number) => boolean, sides: string): [number, number] {
  let start = 0;
  let end = length;
  if (sides !== 'right') while (start < end && isStripped(start)) start += 1;
  if (sides !== 'left') while (end > start && isStripped(end - 1)) end -= 1;
  return [start, end];
}

/** Words between white space. */
export function words(text: string): string[] {
  return text.split(SPACES).filter((word) => word !== '');
}

export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const match of text.matchAll(LINE_END)) {
    lines.push(text.slice(start, keepEnds ? match.index + match[0].length : match.index));
    start = match.index + match[0].length;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}
/** Order by code points, as Python compares str. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (isPlain(a) && isPlain(b)) return a < b ? -1 : 1;
  const [x, y] = [codePoints(a), codePoints(b)];
  const index = x.findIndex((char, at) => char !== y[at]);
  if (index < 0) return -1;
  return (x[index]?.codePointAt(0) ?? 0) < (y[index]?.codePointAt(0) ?? -1) ? -1 : 1;
}
