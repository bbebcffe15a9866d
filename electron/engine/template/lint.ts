// What is wrong or doubtful in a command template, before it is ever run: `wherry check`, the editor, `validate`.
import type { JsonObject } from '#shared/json.ts';
import type { LintFinding } from './lint/finding.ts';
import { lintNames } from './lint/names.ts';
import { lintPlaces } from './lint/places.ts';
import { lintArgvWords, lintInnerShell } from './lint/words.ts';
import type { Shell } from './quoting/shell.ts';
import { normalize } from './syntax/lexer.ts';
import { parse } from './syntax/parser.ts';
import { compile } from './template.ts';
import { placeOf, TemplateError } from './template-error.ts';

export type { LintFinding } from './lint/finding.ts';

export interface LintOptions {
  /** `auto`: cmd.exe on Windows, /bin/sh elsewhere. */
  shell: Shell | 'auto';
  mode: 'argv' | 'shell';
  quoting: 'contextual' | 'legacy';
  /** A record to compare with; without it only names that no record has are told. */
  record?: JsonObject;
}

/** In the order of the template; empty: nothing to say. */
export function lint(source: string, { shell, mode, quoting, record }: LintOptions): LintFinding[] {
  const broken = syntaxError(source);
  if (broken) return [broken];
  const text = normalize(source);
  const body = parse(text);
  const auto = process.platform === 'win32' ? 'cmd' : 'sh';
  const found = [
    ...lintNames(body, record),
    ...(mode === 'argv'
      ? lintArgvWords(body)
      : lintPlaces(body, shell === 'auto' ? auto : shell, quoting, text.length)),
    ...lintInnerShell(body),
  ];
  return found
    .toSorted((a, b) => a.position - b.position)
    .map(({ severity, message, hint, position }) =>
      Object.assign({ severity, message, hint }, placeOf(text, position)),
    );
}

function syntaxError(source: string): LintFinding | null {
  try {
    compile(source);
    return null;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { detail, hint, line, column } = error;
    return { severity: 'error', message: detail, hint: hint ?? '', line, column };
  }
}
