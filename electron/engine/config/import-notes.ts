// Things that Python lets through and that are seldom meant.
import { isAbsolute, sep } from 'node:path';
import type { SectionSettings } from './settings-reader.ts';

/** Quotes are kept by Python: `host = "h"` is a host with quotes in its name. */
export function noteQuotes(section: SectionSettings, keys: readonly string[]): void {
  for (const key of keys) {
    if (/^(["']).*\1$/.test(section.text(key) ?? '')) section.note(key, 'the quotes around the value are part of it');
  }
}

/** Paths are taken as they stand, as Python does: nothing in them is expanded. */
export function notePath(section: SectionSettings, key: string): void {
  const path = section.text(key) ?? '';
  noteQuotes(section, [key]);
  if (path.startsWith('~')) section.note(key, 'the ~ is not expanded, it is the name of a folder');
  if (/%\w+%|\$\w|\$\{/.test(path)) section.note(key, 'variables in it are not expanded');
  if (sep === '/' && /^([a-z]:)?\\/i.test(path) && !isAbsolute(path)) {
    section.note(key, 'is a Windows path, but this is not Windows: it becomes a folder of that name');
  }
}
