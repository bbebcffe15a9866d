// Names of settings and secrets as the contract has them, in the words of the screen. Pure.
import { type Section, SECTIONS } from '../draft/sections.ts';

const SECRETS: Readonly<Record<string, string>> = {
  'api-token': 'API token',
  'api-password': 'API password',
  'login-password': 'API password',
  'sftp-password': 'SFTP password',
  'smtp-password': 'mail password',
  'heartbeat-url': 'heartbeat address',
  'heartbeat-fail-url': 'heartbeat address for failures',
};

export function secretInWords(name: string): string {
  return SECRETS[name] ?? name;
}

/** `source.query.where` -> `Filter › where`: the part of the editor in which it is, then its own name. */
export function pathInWords(path: string): string {
  let found: { section: Section; path: string } | null = null;
  for (const section of SECTIONS) {
    for (const own of section.paths) {
      const isInside = path === own || path.startsWith(`${own}.`);
      if (isInside && own.length > (found?.path.length ?? 0)) found = { section, path: own };
    }
  }
  if (!found) return path;
  const rest = path.slice(found.path.length + 1);
  const name = rest === '' ? (found.path.split('.').at(-1) ?? '') : rest;
  // People count from 1.
  const parts = name.split('.').map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part));
  return [found.section.title, ...parts].join(' › ');
}
