// Python's textwrap.wrap with the settings that Jinja2 gives it.
import { spend } from '../budget.ts';
import { codePoints, lengthOf, substring } from '../python/text.ts';
import { PyError } from '../template-error.ts';

const WORD = String.raw`[\p{L}\p{N}_]`;
const LETTER = String.raw`[\p{L}\p{Nl}\p{No}_]`;
const PUNCTUATION = String.raw`[\p{L}\p{N}_!"'&.,?]`;
const SPACE = String.raw`[\t\n\v\f\r ]`;
const NOT_SPACE = String.raw`[^\t\n\v\f\r ]`;
const CHUNKS = new RegExp(
  `(${SPACE}+|(?<=${PUNCTUATION})-{2,}(?=${WORD})|${NOT_SPACE}+?(?:-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))` +
    `(?=${LETTER}-?${LETTER})|(?=${SPACE}|$)|(?<=${PUNCTUATION})(?=-{2,}${WORD})))`,
  'u',
);
const SIMPLE_CHUNKS = /([\t\n\v\f\r ]+)/;

/** The lines of a paragraph. */
export function wrapText(text: string, width: number, breakLong: boolean, onHyphens: boolean): string[] {
  if (width <= 0) throw new PyError('ValueError', `invalid width ${width} (must be > 0)`);
  const chunks = text
    .split(onHyphens ? CHUNKS : SIMPLE_CHUNKS)
    .filter((chunk) => chunk !== '')
    .toReversed();
  const lines: string[] = [];
  while (chunks.length > 0) {
    spend(1);
    const line = nextLine(chunks, width, lines.length > 0, { breakLong, onHyphens });
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

/** @param chunks reversed: the next is the last */
function nextLine(
  chunks: string[],
  width: number,
  isContinued: boolean,
  style: { breakLong: boolean; onHyphens: boolean },
): string[] {
  const line: string[] = [];
  let length = 0;
  if (isContinued && isBlank(chunks.at(-1))) chunks.pop();
  for (let next = chunks.at(-1); next !== undefined && length + lengthOf(next) <= width; next = chunks.at(-1)) {
    line.push(next);
    length += lengthOf(next);
    chunks.pop();
  }
  const next = chunks.at(-1);
  if (next !== undefined && lengthOf(next) > width) splitLong(chunks, next, line, width - length, style);
  if (isBlank(line.at(-1))) line.pop();
  return line;
}

function splitLong(
  chunks: string[],
  chunk: string,
  line: string[],
  room: number,
  { breakLong, onHyphens }: { breakLong: boolean; onHyphens: boolean },
): void {
  if (!breakLong) {
    if (line.length === 0) line.push(chunks.pop() ?? '');
    return;
  }
  let end = room;
  if (onHyphens && lengthOf(chunk) > room) {
    const hyphen = codePoints(chunk).slice(0, room).lastIndexOf('-');
    if (hyphen > 0 && /[^-]/.test(substring(chunk, 0, hyphen))) end = hyphen + 1;
  }
  line.push(substring(chunk, 0, end));
  chunks[chunks.length - 1] = substring(chunk, end, chunk.length);
}

function isBlank(chunk: string | undefined): boolean {
  return chunk !== undefined && chunk.trim() === '';
}
