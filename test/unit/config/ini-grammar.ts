// INI texts that are likely to tell two readers apart: odd indentation, odd blanks, percent signs, headers in values.
import * as fc from 'fast-check';

const blanks = fc.constantFrom(...'|||| |  |\t| \t|\u00a0|\u001f|\u0085|\ufeff|\u3000|\f'.split('|'));
const names = fc.constantFrom(...'a|b|A|x|Y|key one|ÄÖ|İ|ΑΣ|ΣΑ|ß|__proto__|constructor|DEFAULT|1|%|"q"||]'.split('|'));
const reference = fc
  .tuple(names, fc.constantFrom(')s', ')s', ')s', ')', ')d', ''))
  .map(([name, end]) => `%(${name}${end}`);
const atom = fc.oneof(
  { weight: 2, arbitrary: reference },
  { weight: 1, arbitrary: fc.constantFrom('%%', '%', '%%%', '%(', '100%', '{% if x %}', '%USERPROFILE%', '%%(a)s') },
  {
    weight: 10,
    arbitrary: fc.constantFrom('v', '1', ' ', '  ', '"q"', "it's", 'c:\\x\\y', 'ab;cd#e', ' ; no', ' # no'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('{', '}', '[', ']', '=', ':', '==', '[b]', '€', '😀', '\u2028', '\u000b', '\u001e'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }).map((text) => text.replaceAll(/\p{Cs}/gu, '?')) },
);
const value = fc.array(atom, { maxLength: 5 }).map((atoms) => atoms.join(''));
const header = fc
  .tuple(
    names,
    fc.constantFrom('[', '[', '[', '[ ', '[['),
    fc.constantFrom(']', ']', ']', ' ] x', '] ; c', ']]', '', '] = 1'),
  )
  .map(([name, open, close]) => `${open}${name}${close}`);
const option = fc
  .tuple(names, blanks, fc.constantFrom('=', '=', ':', '=:', ''), blanks, value)
  .map((parts) => parts.join(''));
const comment = fc.tuple(fc.constantFrom('#', ';', '# ', ';;'), value).map((parts) => parts.join(''));
const line = fc.oneof(
  { weight: 5, arbitrary: option },
  { weight: 3, arbitrary: value },
  { weight: 2, arbitrary: header },
  { weight: 1, arbitrary: comment },
  { weight: 2, arbitrary: fc.constant('') },
);
const indented = fc
  .tuple(fc.constantFrom('', '', '', ' ', ' ', '  ', '\t', '\t ', '    ', '\u00a0', '\u001c'), line, blanks)
  .map((parts) => parts.join(''));
const ending = fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r', '\n\n', '\n\r');

/** Anything at all, mostly refused by both; but no byte order mark, which we accept on purpose. */
export const anyIni = fc
  .tuple(fc.constantFrom('', '[a]\n', '[b]\n', '[DEFAULT]\n'), fc.array(fc.tuple(indented, ending), { maxLength: 10 }))
  .map(([first, lines]) => (first + lines.flat().join('')).replace(/^\ufeff+/, ''));

/** Mostly accepted: sections and keys do not repeat, lines that are no keys are indented. */
export const plausibleIni = fc
  .array(
    fc.record({
      comment: fc.option(comment, { nil: '' }),
      indent: fc.constantFrom('', '', ' ', '\t'),
      delimiter: fc.tuple(blanks, fc.constantFrom('=', ':'), blanks).map((parts) => parts.join('')),
      lines: fc.array(value, { minLength: 1, maxLength: 4 }),
      deeper: fc.constantFrom('  ', '   ', ' \t', '\t\t'),
      newline: ending,
      opens: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((entries) => {
    const keys = ['a', 'b', 'x', 'Y', 'ÄÖ', 'İ', 'ΑΣ', 'ß', '__proto__', 'constructor', '1', '"q"'];
    const sections = ['DEFAULT', 'a', 'A', 'b', ' b', 'DEFAULT', '__proto__', ']', 'x]y', 'e', 'f', 'g'];
    const texts = entries.map(({ comment, indent, delimiter, lines, deeper, newline, opens }, index) => {
      const head = opens || index === 0 ? `[${sections[index]}]${newline}` : '';
      const body = lines.join(`${newline}${indent}${deeper}`);
      return `${head}${comment}\n${indent}${keys[index]}${delimiter}${body}${newline}`;
    });
    return texts.join('');
  });
