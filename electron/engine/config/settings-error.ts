// All that is wrong with an INI file's values, told at once so that it can be mended at once.
import { WherryError } from '../errors.ts';
import { placeText } from './ini-error.ts';
import { noteText } from './ini-note.ts';
import type { IniNote } from './ini-note.ts';

export interface SettingsProblem {
  section: string;
  key: string;
  /** From 1; null where the key is missing. */
  line: number | null;
  column: number | null;
  /** What is wrong. No secret is in it. */
  message: string;
  /** What to write. */
  hint: string;
}

export class SettingsError extends WherryError {
  readonly problems: readonly SettingsProblem[];
  /** Told with the error: a key that is "missing" may only be misspelt. */
  readonly notes: readonly IniNote[];

  constructor(fileName: string, problems: readonly SettingsProblem[], notes: readonly IniNote[]) {
    const count = problems.length === 1 ? '1 setting is wrong' : `${problems.length} settings are wrong`;
    const inOrder = problems.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
    const lines = [
      `${fileName}: ${count}`,
      ...inOrder.map(problemText),
      ...notes.map((note) => `  note: ${noteText(note)}`),
    ];
    super('settings', lines.join('\n'), {
      kind: 'config',
      hint: 'Correct the lines that are named above; docs/ini.md explains every key.',
    });
    this.problems = inOrder;
    this.notes = notes;
  }
}

function problemText({ section, key, line, column, message, hint }: SettingsProblem): string {
  const place = line === null || column === null ? '' : ` (${placeText({ line, column })})`;
  return `  [${section}] ${key}${place}: ${message}. ${hint}`;
}
