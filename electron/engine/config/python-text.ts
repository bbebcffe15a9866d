// Python's idea of text where it differs from JavaScript's: what counts as white space, where lines end,
// what int() and getboolean() take. Used by the INI reader and the import only.

// str.isspace() and `\s` of Python 3.11; JavaScript's `\s` lacks \x1c-\x1f and \x85 and has \ufeff.
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${SPACE}*`);
const ONE_SPACE = new RegExp(SPACE);

/** Characters of white space before the first other one; the whole length where there is no other. */
export function indentOf(line: string): number {
  return LEADING.exec(line)?.[0].length ?? 0;
}

/** str.rstrip(). Walks back by hand: a regular expression for it is quadratic on long runs of blanks. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ONE_SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** str.strip() */
export function trim(text: string): string {
  return trimEnd(text.slice(indentOf(text)));
}

/** Lines as Python's text mode reads them: ended by \r\n, \r or \n and by nothing else. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** int(text) with ASCII digits: sign, surrounding blanks and single underscores are fine. Null: ValueError. */
export function parsePythonInt(text: string): number | null {
  const digits = trim(text);
  if (!/^[+-]?\d+(_\d+)*$/.test(digits)) return null;
  return Number(digits.replaceAll('_', ''));
}

const BOOLEANS = new Map([
  ...['1', 'yes', 'true', 'on'].map((word) => [word, true] as const),
  ...['0', 'no', 'false', 'off'].map((word) => [word, false] as const),
]);

/** ConfigParser.getboolean(). Null: ValueError. */
export function parsePythonBoolean(text: string): boolean | null {
  return BOOLEANS.get(text.toLowerCase()) ?? null;
}
