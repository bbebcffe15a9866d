// Filters of text.
import { spend, spendText } from '../budget.ts';
import { failIfUndefined, isOrdered } from '../python/compare.ts';
import { intArgument } from '../python/convert.ts';
import { escapeHtml } from '../python/html.ts';
import { getIndexed } from '../python/index.ts';
import { iterate, len } from '../python/iterate.ts';
import { binary } from '../python/operators.ts';
import { formatPercent } from '../python/percent-format.ts';
import { pyStr } from '../python/print.ts';
import type { Kwargs } from '../python/signature.ts';
import { PyDict } from '../python/dict.ts';
import { capitalize } from '../python/str-case.ts';
import { center, join } from '../python/str-methods.ts';
import { replace, splitFromEnd } from '../python/str-search.ts';
import { stripTags } from '../python/strip-tags.ts';
import { codePoints, SPACE_CLASS, splitLines, strip } from '../python/text.ts';
import { isTrue } from '../python/truth.ts';
import { isStr, Markup, PySlice, PyTuple, textOf, typeName, type Str, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';
import { attributeGetter, filterTable, mapText, softStr, type FilterContext, type FilterFunction } from './filter.ts';
import { wrapText } from './wordwrap.ts';

export const TEXT_FILTERS: [string, FilterFunction][] = [
  ...filterTable({
    'capitalize(s)': (_, s = null) => mapText(s, capitalize),
    'center(value, width=80)': (_, s = null, width = null) =>
      mapText(s, (text) => center(text, intArgument(width), ' ')),
    'e(s, /)': (_, s = null) => escapeHtml(s),
    'escape(s, /)': (_, s = null) => escapeHtml(s),
    'forceescape(value)': (_, s = null) => escapeHtml(pyStr(s)),
    'indent(s, width=4, first=False, blank=False)': (_, s = null, width = null, first = null, blank = null) =>
      indent(s, width, isTrue(first), isTrue(blank)),
    'join(value, d="", attribute=None)': (context, value = null, d = null, attribute = null) =>
      joinItems(context, value, d, attribute),
    'lower(s)': (_, s = null) => mapText(s, (text) => text.toLowerCase()),
    'replace(s, old, new, count=None)': (context, s = null, old = null, by = null, count = null) =>
      replaceIn(context, s, old, by, count),
    'safe(value)': (_, value = null) => new Markup(pyStr(value)),
    'string(object, /)': (_, value = null) => softStr(value),
    'striptags(value)': (_, value = null) => stripTags(pyStr(value)),
    'title(s)': (_, s = null) => titleWords(s),
    'trim(value, chars=None)': (_, s = null, chars = null) => mapText(s, (text) => strip(text, charsOf(chars))),
    'truncate(s, length=255, killwords=False, end="...", leeway=None)': (_, ...args) => truncate(args),
    'upper(s)': (_, s = null) => mapText(s, (text) => text.toUpperCase()),
    'wordcount(s)': (_, s = null) => textOf(softStr(s)).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0,
    'wordwrap(s, width=79, break_long_words=True, wrapstring=None, break_on_hyphens=True)': (
      _,
      s = null,
      width = null,
      breakLong = null,
      wrapString = null,
      onHyphens = null,
    ) => wordWrap(s, intArgument(width), isTrue(breakLong), wrapString, isTrue(onHyphens)),
  }),
  ['format', format],
];

function charsOf(chars: Value): string | null {
  if (chars === null) return null;
  if (!isStr(chars)) throw new PyError('TypeError', 'strip arg must be None or str');
  return textOf(chars);
}

function format(_: FilterContext, [value = null, ...args]: Value[], kwargs: Kwargs | null): Str {
  if (args.length > 0 && kwargs !== null) {
    throw new PyError('FilterArgumentError', "can't handle positional and keyword arguments at the same time");
  }
  return formatPercent(softStr(value), kwargs === null ? new PyTuple(args) : new PyDict(kwargs));
}

function indent(value: Value, width: Value, first: boolean, blank: boolean): Value {
  const indention = isStr(width) ? textOf(width) : ' '.repeat(spacesOf(width));
  const text = binary('+', value, value instanceof Markup ? new Markup('\n') : '\n');
  if (!isStr(text)) throw new PyError('TypeError', `can only indent str, not ${typeName(value)}`);
  const lines = splitLines(textOf(text));
  spendText(textOf(text).length + lines.length * indention.length);
  const indented = lines.map((line, index) => (index > 0 && (blank || line !== '') ? indention + line : line));
  const result = (first ? indention : '') + indented.join('\n');
  return text instanceof Markup ? new Markup(result) : result;
}

function spacesOf(width: Value): number {
  const count = Math.max(0, intArgument(width));
  spendText(count);
  return count;
}

function joinItems(context: FilterContext, value: Value, separator: Value, attribute: Value): Value {
  const getter = attribute === null ? null : attributeGetter(attribute);
  const items = Array.from(iterate(value), (item) => (getter ? getter(item) : item));
  if (!context.autoescape) return join(pyStr(separator), items.map(pyStr));
  if (!(separator instanceof Markup) && !items.some((item) => item instanceof Markup)) {
    return join(pyStr(separator), items.map(pyStr));
  }
  return new Markup(
    join(
      escapeHtml(separator).text,
      items.map((item) => escapeHtml(item).text),
    ),
  );
}

function replaceIn(context: FilterContext, s: Value, old: Value, by: Value, count: Value): Value {
  const most = count === null ? -1 : intArgument(count);
  if (!context.autoescape) return replace(pyStr(s), pyStr(old), pyStr(by), most);
  const isEscaping = old instanceof Markup || (by instanceof Markup && !(s instanceof Markup));
  const text = isEscaping ? escapeHtml(s) : softStr(s);
  if (!(text instanceof Markup)) return replace(text, pyStr(old), pyStr(by), most);
  return new Markup(replace(text.text, pyStr(old), escapeHtml(by).text, most));
}

const WORD_BEGINNING = new RegExp(`([-${SPACE_CLASS}({[<]+)`);

function titleWords(value: Value): string {
  const text = textOf(softStr(value));
  return text
    .split(WORD_BEGINNING)
    .map((word) => {
      const [first = '', ...rest] = codePoints(word);
      return first.toUpperCase() + rest.join('').toLowerCase();
    })
    .join('');
}

function truncate([s = null, length = null, killWords = null, end = null, leeway = null]: Value[]): Value {
  const tolerance = leeway ?? 5;
  if (!isOrdered('>=', length, len(end))) {
    throw new PyError('AssertionError', `expected length >= ${len(end)}, got ${pyStr(length)}`);
  }
  if (!isOrdered('>=', tolerance, 0))
    throw new PyError('AssertionError', `expected leeway >= 0, got ${pyStr(tolerance)}`);
  if (!isOrdered('>', len(s), binary('+', length, tolerance))) return s;
  const cut = getIndexed(s, new PySlice(null, binary('-', length, len(end)), null));
  if (isTrue(killWords)) return binary('+', cut, end);
  if (!isStr(cut)) throw new PyError('AttributeError', `'${typeName(cut)}' object has no attribute 'rsplit'`);
  const [kept = ''] = splitFromEnd(textOf(cut), ' ', 1);
  return binary('+', cut instanceof Markup ? new Markup(kept) : kept, end);
}

function wordWrap(s: Value, width: number, breakLong: boolean, wrapString: Value, onHyphens: boolean): Value {
  failIfUndefined(s);
  if (!isStr(s)) throw new PyError('AttributeError', `'${typeName(s)}' object has no attribute 'splitlines'`);
  const separator = wrapString ?? '\n';
  if (!isStr(separator)) throw new PyError('AttributeError', `'${typeName(separator)}' object has no attribute 'join'`);
  const lines = splitLines(textOf(s)).map((line) =>
    wrapText(line, width, breakLong, onHyphens).join(textOf(separator)),
  );
  spend(lines.length);
  const text = join(textOf(separator), lines);
  return separator instanceof Markup ? new Markup(text) : text;
}
