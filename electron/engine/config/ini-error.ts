// What the INI reader throws: Python's error of the same case, with a place and a hint.
import { WherryError } from '../errors.ts';

const CODES = {
  ParsingError: 'ini-parsing',
  MissingSectionHeaderError: 'ini-missing-section-header',
  DuplicateSectionError: 'ini-duplicate-section',
  DuplicateOptionError: 'ini-duplicate-option',
  InterpolationSyntaxError: 'ini-interpolation-syntax',
  InterpolationMissingOptionError: 'ini-interpolation-missing-option',
  InterpolationDepthError: 'ini-interpolation-depth',
  NoSectionError: 'ini-no-section',
  NoOptionError: 'ini-no-option',
  UnicodeDecodeError: 'ini-encoding',
} as const;

/** The class that Python 3.11 raises for it. */
export type PythonErrorType = keyof typeof CODES;

/** A place in the file, both from 1; columns count UTF-16 units, a tab being one. */
export interface Place {
  line: number;
  column: number;
}

export class IniError extends WherryError {
  readonly pythonType: PythonErrorType;
  /** The message without its first place. */
  readonly detail: string;
  /** Null where there is no place: a section or key that is not in the file. */
  readonly line: number | null;
  readonly column: number | null;

  constructor(pythonType: PythonErrorType, detail: string, place: Place | null, hint: string) {
    super(CODES[pythonType], place === null ? detail : `${placeText(place)}: ${detail}`, { kind: 'config', hint });
    this.pythonType = pythonType;
    this.detail = detail;
    this.line = place?.line ?? null;
    this.column = place?.column ?? null;
  }
}

export function placeText({ line, column }: Place): string {
  return `line ${line}, column ${column}`;
}
