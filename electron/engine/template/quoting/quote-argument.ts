// One value as a word of its own.
import { assertNoNul, refuse } from './quoter.ts';
import type { Shell } from './shell.ts';

export function quoteArgument(text: string, shell: Shell): string {
  assertNoNul(text);
  switch (shell) {
    case 'sh':
      return isPlainForSh(text) ? text : quoteForSh(text);
    case 'cmd':
      assertOneLine(text);
      return isPlainForCmd(text) ? text : `"${escapeForCmd(text, 0)}${trailingBackslashes(text)}"`;
    case 'powershell':
      return quoteForPowerShell(text);
  }
}

/** As shlex.quote: characters that mean nothing to a shell. */
export function isPlainForSh(text: string): boolean {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text);
}

export function quoteForSh(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** As Rust's standard library since CVE-2024-24576. */
export function isPlainForCmd(text: string): boolean {
  return /^[A-Za-z0-9#$*+\-./:?@\\_\u00a0-\uffff]+$/.test(text) && !text.endsWith('\\');
}

/** cmd.exe ends the line there, whatever the quotes. */
export function assertOneLine(text: string): void {
  if (/[\r\n]/.test(text)) refuse('the value contains a line break, which cmd.exe cannot take', 'use argument mode');
}

/**
 * The inside of double quotes for cmd.exe and the C runtime: `""` is a quote, backslashes before one are doubled,
 * and a `%` is followed by an expansion to nothing, so that it never begins a variable.
 * @param backslashes how many stand directly before
 */
export function escapeForCmd(text: string, backslashes: number): string {
  let run = backslashes;
  let escaped = '';
  for (const char of text) {
    if (char === '"') escaped += `${'\\'.repeat(run)}""`;
    else escaped += char === '%' ? '%%cd:~,%' : char;
    run = char === '\\' ? run + 1 : 0;
  }
  return escaped;
}

export function trailingBackslashes(text: string): string {
  return /\\*$/.exec(text)?.[0] ?? '';
}

/** All of these end a single-quoted text. */
export const POWERSHELL_SINGLE = /['\u2018\u2019\u201a\u201b]/g;

export function quoteForPowerShell(text: string): string {
  return `'${text.replace(POWERSHELL_SINGLE, '$&$&')}'`;
}
