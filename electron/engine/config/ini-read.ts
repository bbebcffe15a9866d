// The line reader of Python 3.11's RawConfigParser._read with its defaults: delimiters = and :, comments # and ;
// on lines of their own, strict, empty lines in values. Its branches stand in the same order as there.
import { IniError, placeText } from './ini-error.ts';
import type { Place } from './ini-error.ts';
import type { IniNote } from './ini-note.ts';
import { cite, shownName } from './ini-secrets.ts';
import { indentOf, splitLines, trim, trimEnd } from './python-text.ts';

export const DEFAULT_SECTION = 'DEFAULT';

/** One line of a value, without the white space around it, and where it begins. */
export interface ValueLine extends Place {
  text: string;
}

export interface IniOption extends Place {
  /** The key as it may be shown. */
  shown: string;
  lines: ValueLine[];
}

export interface IniSection extends Place {
  name: string;
  /** The name as it may be shown. */
  shown: string;
  /** By lower-cased key, in the order of the file. */
  options: Map<string, IniOption>;
}

export interface IniText {
  defaults: IniSection;
  /** Without [DEFAULT], in the order of the file. */
  sections: Map<string, IniSection>;
  notes: IniNote[];
}

/** Throws an IniError: at once for a duplicate or a missing header, at the end for all lines without delimiter. */
export function readIniText(text: string): IniText {
  const defaults: IniSection = {
    name: DEFAULT_SECTION,
    shown: DEFAULT_SECTION,
    line: 1,
    column: 1,
    options: new Map(),
  };
  const sections = new Map<string, IniSection>();
  const notes: IniNote[] = [];
  const badLines: BadLine[] = [];
  let section: IniSection | null = null;
  let key = '';
  let option: IniOption | null = null;
  let keyIndent = 0;
  let above = '';

  for (const [index, line] of splitLines(text).entries()) {
    const indent = indentOf(line);
    const value = trim(line);
    const place = { line: index + 1, column: indent + 1 };

    if (value === '') {
      option?.lines.push({ text: '', line: place.line, column: 1 });
      continue;
    }
    const lineAbove = above;
    above = value;
    if (value.startsWith('#') || value.startsWith(';')) continue;

    if (option !== null && indent > keyIndent) {
      if (section !== null && isLikeHeaderOrKey(value)) notes.push(swallowed(place.line, section, option));
      option.lines.push({ text: value, ...place });
      continue;
    }
    keyIndent = indent;

    const header = headerOf(value);
    if (header !== null) {
      const earlier = sections.get(header);
      if (earlier !== undefined) throw duplicateSection(earlier, place);
      const shown = shownName(header, lineAbove);
      section = header === DEFAULT_SECTION ? defaults : { name: header, shown, ...place, options: new Map() };
      if (section !== defaults) sections.set(header, section);
      option = null;
      key = '';
      continue;
    }
    if (section === null) throw missingHeader(value, lineAbove, place);

    const delimiter = value.search(/[=:]/);
    if (delimiter === -1) {
      badLines.push({ text: value, above: lineAbove, place });
      continue;
    }
    key = trimEnd(value.slice(0, delimiter)).toLowerCase();
    const earlier = section.options.get(key);
    if (earlier !== undefined) throw duplicateOption(section, earlier, place);
    const rest = value.slice(delimiter + 1);
    const column = place.column + delimiter + 1 + indentOf(rest);
    const found = {
      shown: shownName(key, lineAbove),
      ...place,
      lines: [{ text: trim(rest), line: place.line, column }],
    };
    section.options.set(key, found);
    // Python takes no continuation lines for an empty key.
    option = key === '' ? null : found;
    if (key === '') badLines.push({ text: value, above: lineAbove, place });
  }
  if (badLines.length > 0) throw parsing(badLines);
  return { defaults, sections, notes };
}

/** `\[(?P<header>.+)\]` matched at the start: up to the last bracket, what follows it is ignored. */
function headerOf(value: string): string | null {
  const end = value.lastIndexOf(']');
  return value.startsWith('[') && end > 1 ? value.slice(1, end) : null;
}

function isLikeHeaderOrKey(value: string): boolean {
  return /^\[[\w-]+\]$|^[a-z_][\w-]*\s*(=|:\s)/i.test(value);
}

function swallowed(line: number, section: IniSection, option: IniOption): IniNote {
  const message =
    `looks like a section or key of its own, but is indented deeper than "${option.shown}" ` +
    `(line ${option.line}), and so part of that value`;
  return { line, section: section.shown, key: option.shown, message };
}

interface BadLine {
  text: string;
  /** The line above it. */
  above: string;
  place: Place;
}

function parsing(bad: BadLine[]): IniError {
  const told = bad.map(({ text, above, place }, index) => {
    const what = /^[=:]/.test(text)
      ? `there is no key before the "${text.charAt(0)}"`
      : `${cite(text, above)} has no "=" or ":" and is not indented below a key`;
    return index === 0 ? what : `${placeText(place)}: ${what}`;
  });
  const isJson = bad.some(({ text }) => /^[}\])]/.test(text));
  const hint = isJson
    ? 'Indent the closing brace: every further line of a value must be indented deeper than its key.'
    : 'Write "key = value", or indent the line deeper than its key if it continues the value.';
  return new IniError('ParsingError', told.join('\n'), bad[0]?.place ?? null, hint);
}

function missingHeader(text: string, above: string, place: Place): IniError {
  const message = `${cite(text, above)} stands before the first section`;
  return new IniError('MissingSectionHeaderError', message, place, 'Write a line such as [bettrdata] above it.');
}

function duplicateSection(earlier: IniSection, place: Place): IniError {
  const message = `section [${earlier.shown}] is already there in line ${earlier.line}`;
  return new IniError('DuplicateSectionError', message, place, 'Move the keys of both into one section.');
}

function duplicateOption(section: IniSection, earlier: IniOption, place: Place): IniError {
  const message = `"${earlier.shown}" is already in [${section.shown}], line ${earlier.line}`;
  const hint = 'Remove one of the two; upper and lower case are the same in keys.';
  return new IniError('DuplicateOptionError', message, place, hint);
}
