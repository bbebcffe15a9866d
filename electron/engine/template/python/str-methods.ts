// The methods of str. A Markup has the same; str-markup.ts wraps what they give.
import { spend, spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { intArgument, textArgument } from './convert.ts';
import { encode } from './bytes.ts';
import { PyDict } from './dict.ts';
import { iterate } from './iterate.ts';
import { isInt } from './numbers.ts';
import { isPrintable } from './print.ts';
import { methodTable } from './signature.ts';
import { capitalize, caseFold, swapCase, title } from './str-case.ts';
import {
  isAlpha,
  isAlphanumeric,
  isAscii,
  isDecimal,
  isDigit,
  isIdentifier,
  isLower,
  isNumeric,
  isTitle,
  isUpper,
  isWhiteSpace,
} from './str-kinds.ts';
import { count, find, findOrFail, hasAffix, partition, replace, split, splitFromEnd } from './str-search.ts';
import { codePoints, lengthOf, splitLines, strip } from './text.ts';
import { translate } from './str-translate.ts';
import { isStr, PyTuple, textOf, typeName, type Value } from './values.ts';
import { isTrue } from './truth.ts';

export const STR_METHODS = methodTable<string>({
  'capitalize()': (s) => capitalize(s),
  'casefold()': (s) => caseFold(s),
  'center(width, fillchar=" ", /)': (s, width, fill) => center(s, intArgument(width), fillOf(fill)),
  'count(sub, start=None, end=None, /)': count,
  'encode(encoding="utf-8", errors="strict")': encode,
  'endswith(suffix, start=None, end=None, /)': (s, what, start, end) => hasAffix(s, what, start, end, 'ends'),
  'expandtabs(tabsize=8)': (s, size) => expandTabs(s, intArgument(size)),
  'find(sub, start=None, end=None, /)': (s, what, start, end) => find(s, what, start, end, false),
  'index(sub, start=None, end=None, /)': (s, what, start, end) => findOrFail(s, what, start, end, false),
  'isalnum()': isAlphanumeric,
  'isalpha()': isAlpha,
  'isascii()': isAscii,
  'isdecimal()': isDecimal,
  'isdigit()': isDigit,
  'isidentifier()': isIdentifier,
  'islower()': isLower,
  'isnumeric()': isNumeric,
  'isprintable()': isPrintable,
  'isspace()': isWhiteSpace,
  'istitle()': isTitle,
  'isupper()': isUpper,
  'join(iterable, /)': (s, items) => join(s, items),
  'ljust(width, fillchar=" ", /)': (s, width, fill) => s + padding(s, intArgument(width), fillOf(fill)),
  'lower()': (s) => s.toLowerCase(),
  'lstrip(chars=None, /)': (s, chars) => strip(s, charsOf(chars), 'left'),
  'maketrans(x, y=None, z=None, /)': (_, x, y, z) => makeTable(x, y, z),
  'partition(sep, /)': (s, by) => new PyTuple(partition(s, by, false)),
  'removeprefix(prefix, /)': (s, prefix) => removePrefix(s, textArgument(prefix, 'removeprefix() argument')),
  'removesuffix(suffix, /)': (s, suffix) => removeSuffix(s, textArgument(suffix, 'removesuffix() argument')),
  'replace(old, new, count=-1, /)': (s, old, by, most) =>
    replace(s, textArgument(old, 'replace() argument 1'), textArgument(by, 'replace() argument 2'), intArgument(most)),
  'rfind(sub, start=None, end=None, /)': (s, what, start, end) => find(s, what, start, end, true),
  'rindex(sub, start=None, end=None, /)': (s, what, start, end) => findOrFail(s, what, start, end, true),
  'rjust(width, fillchar=" ", /)': (s, width, fill) => padding(s, intArgument(width), fillOf(fill)) + s,
  'rpartition(sep, /)': (s, by) => new PyTuple(partition(s, by, true)),
  'rsplit(sep=None, maxsplit=-1)': (s, by, most) => splitFromEnd(s, by, intArgument(most)),
  'rstrip(chars=None, /)': (s, chars) => strip(s, charsOf(chars), 'right'),
  'split(sep=None, maxsplit=-1)': (s, by, most) => split(s, by, intArgument(most)),
  'splitlines(keepends=False)': (s, keep) => splitLines(s, isTrue(keep)),
  'startswith(prefix, start=None, end=None, /)': (s, what, start, end) => hasAffix(s, what, start, end, 'starts'),
  'strip(chars=None, /)': (s, chars) => strip(s, charsOf(chars)),
  'swapcase()': (s) => swapCase(s),
  'title()': (s) => title(s),
  'translate(table, /)': (s, table) => translate(s, table),
  'upper()': (s) => s.toUpperCase(),
  'zfill(width, /)': (s, width) => zeroFill(s, intArgument(width)),
});

function charsOf(chars: Value): string | null {
  if (chars === null) return null;
  if (!isStr(chars)) throw new PyError('TypeError', 'strip arg must be None or str');
  return textOf(chars);
}

function fillOf(fill: Value): string {
  if (!isStr(fill))
    throw new PyError('TypeError', `The fill character must be a unicode character, not ${typeName(fill)}`);
  const text = textOf(fill);
  if (lengthOf(text) !== 1) throw new PyError('TypeError', 'The fill character must be exactly one character long');
  return text;
}

function padding(text: string, width: number, fill: string): string {
  const missing = Math.max(0, width - lengthOf(text));
  spendText(missing * fill.length);
  return fill.repeat(missing);
}

/** As CPython: the odd one goes left when the width is odd. */
export function center(text: string, width: number, fill: string): string {
  const length = lengthOf(text);
  const missing = Math.max(0, width - length);
  spendText(missing * fill.length + text.length);
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function zeroFill(text: string, width: number): string {
  const zeros = padding(text, width, '0');
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + zeros + text.slice(sign.length);
}

export function join(separator: string, items: Value): string {
  const texts: string[] = [];
  let length = 0;
  for (const item of iterate(items)) {
    if (!isStr(item)) {
      throw new PyError('TypeError', `sequence item ${texts.length}: expected str instance, ${typeName(item)} found`);
    }
    texts.push(textOf(item));
    length += textOf(item).length + separator.length;
    spendText(length);
  }
  return texts.join(separator);
}

function expandTabs(text: string, size: number): string {
  let column = 0;
  let result = '';
  for (const char of codePoints(text)) {
    if (char === '\t') {
      const spaces = size > 0 ? size - (column % size) : 0;
      spendText(result.length + spaces);
      result += ' '.repeat(spaces);
      column += spaces;
    } else {
      result += char;
      column = char === '\n' || char === '\r' ? 0 : column + 1;
    }
  }
  return result;
}

function removePrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

function removeSuffix(text: string, suffix: string): string {
  return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

function makeTable(x: Value, y: Value, z: Value): PyDict {
  if (y === null) {
    if (!(x instanceof PyDict))
      throw new PyError('TypeError', 'if you give only one argument to maketrans it must be a dict');
    return new PyDict(
      Array.from(x.items(), ([key, value]): [Value, Value] => [isInt(key) ? key : codeOf(textArgument(key)), value]),
    );
  }
  const [from, to] = [codePoints(textArgument(x)), codePoints(textArgument(y))];
  if (from.length !== to.length) {
    throw new PyError('ValueError', 'the first two maketrans arguments must have equal length');
  }
  spend(from.length);
  const table = new PyDict(from.map((char, index): [Value, Value] => [codeOf(char), codeOf(to[index] ?? '')]));
  for (const char of z === null ? [] : codePoints(textArgument(z))) table.set(codeOf(char), null);
  return table;
}

function codeOf(char: string): number {
  if (lengthOf(char) !== 1) throw new PyError('ValueError', 'string keys in translate table must be of length 1');
  return char.codePointAt(0) ?? 0;
}
