// The lines of "Test connection", put to the part of the editor that they are about. Pure.
import type { CheckResult } from '#shared/api-rules.ts';
import type { SectionId } from './sections.ts';

const SECTION_OF: Readonly<Record<string, SectionId>> = {
  'API login': 'source',
  query: 'filter',
  'SFTP login': 'source',
  'remote path': 'folders',
  'target folder': 'folders',
  'folder after success': 'folders',
  mail: 'mail',
  'unsent mails': 'mail',
};

/** The engine names lines of commands after the command; whatever else is new to us belongs to the source. */
export function sectionOfLine({ title }: CheckResult, commandNames: readonly string[]): SectionId {
  if (commandNames.includes(title)) return 'commands';
  return SECTION_OF[title] ?? 'source';
}

/** The SHA-256 fingerprint that the SFTP server has shown; null: none was shown. A changed key's line tells the new one first. */
export function shownFingerprint(lines: readonly CheckResult[]): string | null {
  const line = lines.find(({ title }) => title === 'SFTP login');
  return /SHA256:[A-Za-z0-9+/]{43}/.exec(line?.detail ?? '')?.[0] ?? null;
}
