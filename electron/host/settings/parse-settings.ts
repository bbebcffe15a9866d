// The text of settings.json as settings: migrated, checked by the schema, and what the schema does not know named.
import * as z from 'zod';
import { SettingsFile } from '#shared/settings.ts';
import { WherryError } from '#engine/errors.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

export interface ParsedSettings {
  file: SettingsFile;
  /** Paths of what was left out because nobody reads it: `app.logLevl`. */
  unknown: string[];
  /** It was written by an older Wherry. */
  isOld: boolean;
}

/**
 * @throws what is wrong, in words; `newer-settings` (a WherryError) where a newer Wherry has written it: that is no
 * damage, and must not be replaced
 */
export function parseSettings(json: unknown, migrations: readonly Migration[] = MIGRATIONS): ParsedSettings {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('it holds no settings');
  const { version = 1 } = json as { version?: unknown };
  const newest = migrations.length + 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) throw new Error('it has no version');
  if (version > newest) {
    throw new WherryError('newer-settings', `the settings were written by a newer Wherry (version ${version})`, {
      kind: 'config',
      hint: 'Start the newer Wherry, or use another data directory.',
    });
  }
  let migrated: object = json;
  for (const migrate of migrations.slice(version - 1)) migrated = migrate(migrated);
  const parsed = SettingsFile.safeParse({ ...migrated, version: SettingsFile.shape.version.parse(undefined) });
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
  return { file: parsed.data, unknown: unknownPaths(migrated, parsed.data, ''), isOld: version < newest };
}

function unknownPaths(given: unknown, known: unknown, path: string): string[] {
  if (typeof given !== 'object' || given === null || typeof known !== 'object' || known === null) return [];
  const knownValues = new Map<string, unknown>(Object.entries(known));
  return Object.entries(given).flatMap(([key, value]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return knownValues.has(key) ? unknownPaths(value, knownValues.get(key), here) : [here];
  });
}
