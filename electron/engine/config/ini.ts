// INI files exactly as Python 3.11's configparser.ConfigParser() reads them in text mode, plus places for messages.
// Two things are milder than Python: a byte order mark is accepted, and `get` gives the raw text where Python raises.
import { decodeIni } from './ini-decode.ts';
import { IniError } from './ini-error.ts';
import type { Place, PythonErrorType } from './ini-error.ts';
import type { IniNote } from './ini-note.ts';
import { DEFAULT_SECTION, readIniText } from './ini-read.ts';
import type { IniOption, IniSection } from './ini-read.ts';
import { isSecretKey } from './ini-secrets.ts';
import { interpolate, rawOffset, textOf } from './interpolate.ts';
import type { Refusal } from './interpolate.ts';
import { trimEnd } from './python-text.ts';

export interface IniValue extends Place {
  /** The key as it may be shown. */
  shown: string;
  /** With %(…)s and %% resolved where Python can do it, else the raw text. */
  value: string;
  /** What Python would have raised; null where it agrees. */
  refused: IniError | null;
  /** Where a character of `value` stands in the file. */
  placeOf(offset: number): Place;
}

export interface IniFile {
  /** What its owner should know; no secrets in it. */
  notes: readonly IniNote[];
  /** Without DEFAULT, in the order of the file. */
  sections(): string[];
  /** The keys of `parser[section]`: its own, then those of [DEFAULT] that it lacks. Empty where there is no such section. */
  options(section: string): string[];
  /** The keys that are written in the section itself. */
  ownOptions(section: string): string[];
  /** As Python's: keys of [DEFAULT] count, '' stands for DEFAULT. */
  hasOption(section: string, key: string): boolean;
  /** Null where there is no such section or key. */
  get(section: string, key: string): IniValue | null;
  /** `get(section, key, raw=True)`; null where there is no such section or key. */
  raw(section: string, key: string): string | null;
  /** `get(section, key)`; throws an IniError with the name of Python's exception. */
  interpolate(section: string, key: string): string;
  /** The section's header, with its name as it may be shown; null where there is no such section. */
  header(section: string): { shown: string; line: number } | null;
  /** `{section: {key: value}}` with [DEFAULT] in every section, values as `get` gives them. */
  toObject(): Record<string, Record<string, string>>;
}

/** Throws an IniError for whatever Python refuses to read. */
export function parseIni(input: string | Uint8Array): IniFile {
  const decoded = typeof input === 'string' ? { text: input, notes: [] } : decodeIni(input);
  const hasMark = decoded.text.startsWith('\ufeff');
  const { defaults, sections, notes } = readIniText(hasMark ? decoded.text.slice(1) : decoded.text);

  function sectionOf(name: string): IniSection | undefined {
    return name === DEFAULT_SECTION ? defaults : sections.get(name);
  }
  function optionOf(section: IniSection, key: string): IniOption | undefined {
    return section.options.get(key) ?? defaults.options.get(key);
  }
  function get(sectionName: string, key: string): IniValue | null {
    const section = sectionOf(sectionName);
    const name = key.toLowerCase();
    const option = section && optionOf(section, name);
    if (section === undefined || option === undefined) return null;
    const raw = rawOf(option);
    const result = interpolate(raw, (other) => {
      const found = optionOf(section, other);
      return found && rawOf(found);
    });
    const { shown, line, column } = option;
    if ('pieces' in result) {
      const { pieces } = result;
      const placeOf = (offset: number) => placeIn(option, rawOffset(pieces, offset));
      return { value: textOf(pieces), refused: null, shown, line, column, placeOf };
    }
    const refused = interpolationError(result.refusal, section, name, option);
    return { value: raw, refused, shown, line, column, placeOf: (offset) => placeIn(option, offset) };
  }
  function options(name: string): string[] {
    const section = sectionOf(name);
    return section ? [...new Set([...section.options.keys(), ...defaults.options.keys()])] : [];
  }
  function valuesOf(name: string): [string, string][] {
    return options(name).flatMap((key) => {
      const found = get(name, key);
      return found === null ? [] : [[key, found.value]];
    });
  }

  return {
    notes: [...decoded.notes, ...(hasMark ? [BYTE_ORDER_MARK] : []), ...notes],
    sections: () => [...sections.keys()],
    options,
    ownOptions: (name) => [...(sectionOf(name)?.options.keys() ?? [])],
    hasOption(name, key) {
      const section = sectionOf(name === '' ? DEFAULT_SECTION : name);
      return section !== undefined && optionOf(section, key.toLowerCase()) !== undefined;
    },
    get,
    raw(name, key) {
      const section = sectionOf(name);
      const option = section && optionOf(section, key.toLowerCase());
      return option ? rawOf(option) : null;
    },
    interpolate(name, key) {
      const found = get(name, key);
      if (found === null) throw missing(sectionOf(name), name, key);
      if (found.refused !== null) throw found.refused;
      return found.value;
    },
    header: (name) => sections.get(name) ?? null,
    toObject() {
      return Object.fromEntries([...sections.keys()].map((name) => [name, Object.fromEntries(valuesOf(name))]));
    },
  };
}

const BYTE_ORDER_MARK: IniNote = {
  line: 1,
  section: null,
  key: null,
  message: 'the file begins with a byte order mark, which Python would refuse; it was skipped',
};

function rawOf(option: IniOption): string {
  return trimEnd(option.lines.map(({ text }) => text).join('\n'));
}

function placeIn(option: IniOption, offset: number): Place {
  let left = offset;
  for (const { text, line, column } of option.lines) {
    if (left <= text.length) return { line, column: column + left };
    left -= text.length + 1;
  }
  return { line: option.line, column: option.column };
}

const REASONS: Partial<Record<PythonErrorType, string>> = {
  InterpolationSyntaxError: 'Python takes a % only as %% or %(key)s',
  InterpolationDepthError: 'its %(…)s lead to each other more than 10 values deep',
};

function interpolationError(refusal: Refusal, section: IniSection, key: string, option: IniOption): IniError {
  const { pythonType, at, missing: reference } = refusal;
  const place = placeIn(option, at);
  const name = reference !== null && !isSecretKey(key) ? `%(${reference})s` : 'a %(…)s in it';
  const reason = REASONS[pythonType] ?? `${name} names no key of [${section.shown}] or [DEFAULT]`;
  const message = `[${section.shown}] ${option.shown}: ${reason}`;
  return new IniError(pythonType, message, place, 'Write %% where a percent sign is meant.');
}

function missing(section: IniSection | undefined, name: string, key: string): IniError {
  if (section === undefined) {
    return new IniError('NoSectionError', `there is no section [${name}]`, null, `Write a line [${name}].`);
  }
  const message = `there is no key "${key}" in section [${name}]`;
  return new IniError('NoOptionError', message, null, `Write "${key} = …" below the line [${name}].`);
}
