// Reads the values of an INI file's sections, collecting what is wrong instead of stopping at it. A blank value is the
// same as none: `undefined`, so that the rule's schema puts its default.
import type { JsonObject } from '#shared/json.ts';
import { SecretName } from '#shared/secret.ts';
import { placeText } from './ini-error.ts';
import type { IniError } from './ini-error.ts';
import type { IniNote } from './ini-note.ts';
import { cite } from './ini-secrets.ts';
import type { IniFile, IniValue } from './ini.ts';
import { parseJsonObject } from './json-text.ts';
import type { JsonOffsets } from './json-text.ts';
import type { SectionName } from './known-keys.ts';
import { parsePythonBoolean, parsePythonInt } from './python-text.ts';
import type { SettingsProblem } from './settings-error.ts';

/** Timers take no more than 2^31 - 1 ms. */
const MAX_SECONDS = 2_000_000;

export interface Settings {
  problems: SettingsProblem[];
  notes: IniNote[];
  secrets: Record<string, string>;
  section(name: SectionName): SectionSettings;
}

export interface SectionSettings {
  keys(): string[];
  /** Any text, also of several lines. */
  lines(key: string): string | undefined;
  /** A text of one line. */
  text(key: string): string | undefined;
  /** A text of one line that must be there; a problem and `''` where it is not. */
  required(key: string, what: string): string;
  /** As Python's int(). */
  integer(key: string, range: { min: number; max?: number }): number | undefined;
  /** A number of seconds, in ms. */
  seconds(key: string, range: { min: number }): number | undefined;
  /** As Python's getboolean(). */
  flag(key: string): boolean | undefined;
  choice<Word extends string>(key: string, words: readonly Word[]): Word | undefined;
  json(key: string): { value: JsonObject; offsets: JsonOffsets } | undefined;
  /** Puts the value into `secrets`; gives the name under which it is there. */
  secret(key: string, name: string): SecretName | undefined;
  /** @param offset where in the value; the value's begin where it is left out */
  problem(key: string, message: string, hint: string, offset?: number): void;
  note(key: string, message: string): void;
}

export function createSettings(ini: IniFile): Settings {
  const problems: SettingsProblem[] = [];
  const notes: IniNote[] = [];
  const secrets: Record<string, string> = {};
  const read = new Map<string, IniValue | null>();

  function section(name: SectionName): SectionSettings {
    function valueOf(key: string): IniValue | null {
      const id = `${name} ${key}`;
      if (!read.has(id)) {
        const found = ini.get(name, key);
        read.set(id, found);
        if (found?.refused) notes.push(refusedNote(name, key, found, found.refused));
      }
      return read.get(id) ?? null;
    }
    function note(key: string, message: string): void {
      notes.push({ line: valueOf(key)?.line ?? null, section: name, key, message: `[${name}] ${key}: ${message}` });
    }
    function problem(key: string, message: string, hint: string, offset = 0): void {
      const place = valueOf(key)?.placeOf(offset);
      if (problems.some((known) => known.section === name && known.key === key && known.message === message)) return;
      problems.push({ section: name, key, line: place?.line ?? null, column: place?.column ?? null, message, hint });
    }
    function lines(key: string): string | undefined {
      return valueOf(key)?.value || undefined;
    }
    function text(key: string): string | undefined {
      const value = lines(key);
      const end = value?.indexOf('\n') ?? -1;
      if (end === -1) return value;
      const place = valueOf(key)?.placeOf(end + 1);
      const where = place ? `at ${placeText(place)}` : 'below';
      problem(
        key,
        `its value goes on ${where}`,
        'A line that is indented deeper than a key belongs to it: indent less.',
      );
      return undefined;
    }
    function wrong(key: string, value: string, expected: string, hint: string): undefined {
      problem(key, `must be ${expected}, not ${cite(value, key)}`, hint);
    }

    return {
      keys: () => ini.options(name),
      lines,
      text,
      required(key, what) {
        const value = text(key);
        if (value === undefined && !lines(key)) problem(key, 'is missing', `Write ${key} = …, ${what}.`);
        return value ?? '';
      },
      integer(key, { min, max = Number.MAX_SAFE_INTEGER }) {
        const value = text(key);
        if (value === undefined) return undefined;
        const number = parsePythonInt(value);
        const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
        const fits = number !== null && number >= min && number <= max;
        return fits ? number : wrong(key, value, `a whole number, ${range}`, 'Leave it blank for the default.');
      },
      seconds(key, { min }) {
        const value = text(key);
        if (value === undefined) return undefined;
        const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
        const fits = number >= min && number <= MAX_SECONDS;
        const expected = `a number of seconds from ${min} to ${MAX_SECONDS}`;
        return fits ? Math.round(number * 1000) : wrong(key, value, expected, 'Leave it blank for the default.');
      },
      flag(key) {
        const value = text(key);
        if (value === undefined) return undefined;
        return (
          parsePythonBoolean(value) ?? wrong(key, value, 'true or false', 'yes, no, on, off, 1 and 0 are fine too.')
        );
      },
      choice(key, words) {
        const value = text(key);
        if (value === undefined) return undefined;
        const word = words.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
        return word ?? wrong(key, value, `one of ${words.join(', ')}`, 'Leave it blank for the default.');
      },
      json(key) {
        const value = lines(key);
        if (value === undefined) return undefined;
        const parsed = parseJsonObject(value);
        if ('value' in parsed) return parsed;
        problem(key, `is not a JSON object: ${parsed.problem.message}`, parsed.problem.hint, parsed.problem.offset);
        return undefined;
      },
      secret(key, name) {
        const value = text(key);
        if (value === undefined) return undefined;
        secrets[name] = value;
        return SecretName.parse(name);
      },
      problem,
      note,
    };
  }
  return { problems, notes, secrets, section };
}

function refusedNote(section: string, key: string, { line, value }: IniValue, refused: IniError): IniNote {
  const doubled = value.includes('%%') ? ', every %% as two percent signs' : '';
  const message = `${refused.detail}; so Python refuses the value, and Wherry uses it as it is written${doubled}`;
  return { line: refused.line ?? line, section, key, message };
}
