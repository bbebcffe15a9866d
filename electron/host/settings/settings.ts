// settings.json: what is in force, and how it is kept. The file is always the old one or the new one, whatever happens
// while it is written; the one before stays as settings.backup.json. What is damaged is set aside, never wiped.
import fs from 'node:fs';
import path from 'node:path';
import type { AppNote } from '#shared/api-app.ts';
import { SettingsFile } from '#shared/settings.ts';
import { fileSystemError } from '#engine/file-system-error.ts';
import { readJson, type Reading } from '../read-json.ts';
import { keepCopy, notOurs, removeTemporaries, setAside } from '../write-file.ts';
import { parseSettings, type ParsedSettings } from './parse-settings.ts';

/** What we need of Conf, and of electron-store, which extends it. */
export interface SettingsStore {
  /** Set: the file is written atomically. */
  store: Record<string, unknown>;
}

/** Both names of the same: Conf wants `configName`, electron-store `name`. */
export interface StoreOptions {
  cwd: string;
  name: string;
  configName: string;
  configFileMode: number;
}

export type OpenSettings = (options: StoreOptions) => SettingsStore;

export interface Settings {
  /** What is in force. Not to be changed. */
  file(): SettingsFile;
  /** Reads again, and mends what is damaged or old: only once the data directory is ours. */
  own(): void;
  /** Keeps it. @throws `not-owner`, or as file-system-error.ts says; then the old ones are still in force */
  save(file: SettingsFile): void;
}

export interface SettingsDeps {
  directory: string;
  open: OpenSettings;
  now(): number;
  note(note: AppNote): void;
}

export function createSettings({ directory, open, now, note }: SettingsDeps): Settings {
  const file = path.join(directory, 'settings.json');
  const backup = path.join(directory, 'settings.backup.json');
  let isOwned = false;
  let current = inForce(read(file)).file;

  /** What takes the place of a file that is missing or damaged: the one before, else the defaults. */
  function inForce(reading: Reading<ParsedSettings>): ParsedSettings & { isBackup: boolean } {
    if (reading.kind === 'sound') return { ...reading.value, isBackup: false };
    const before = read(backup);
    if (before.kind === 'sound') return { ...before.value, isBackup: true };
    return { file: SettingsFile.parse({}), unknown: [], isOld: false, isBackup: false };
  }

  function write(next: SettingsFile): void {
    try {
      const conf = open({ cwd: directory, name: 'settings', configName: 'settings', configFileMode: 0o600 });
      conf.store = next;
      // Conf keeps the mode of a file that was there.
      fs.chmodSync(file, 0o600);
    } catch (error) {
      throw fileSystemError(file, error);
    }
    current = next;
  }

  return {
    file: () => current,
    own() {
      isOwned = true;
      for (const each of [file, backup]) removeTemporaries(each);
      const reading = read(file);
      const { file: found, unknown, isOld, isBackup } = inForce(reading);
      current = found;
      if (reading.kind === 'damaged') {
        const aside = setAside(file, now());
        note(damagedNote(`The settings were damaged (${reading.why}) and are kept as ${aside}.`, isBackup));
      } else if (reading.kind === 'missing' && isBackup) note(damagedNote('The settings were gone.', isBackup));
      if (unknown.length > 0) note(unknownNote(unknown));
      if (isBackup || isOld) write(found);
    },
    save(next) {
      if (!isOwned) throw notOurs(directory);
      const checked = SettingsFile.parse(next);
      if (read(file).kind === 'sound') keepCopy(file, backup);
      write(checked);
    },
  };
}

function read(file: string): Reading<ParsedSettings> {
  return readJson(file, (json) => parseSettings(json));
}

function damagedNote(what: string, isBackup: boolean): AppNote {
  return {
    severity: 'error',
    title: isBackup ? 'Settings from the last backup' : 'Settings begin anew',
    detail: isBackup
      ? `${what} Those before the last change took their place: look whether that change is missing.`
      : `${what} There is no backup: rules and settings begin anew.`,
  };
}

function unknownNote(unknown: string[]): AppNote {
  return {
    severity: 'warning',
    title: 'Settings that nobody reads',
    detail: `settings.json holds ${unknown.slice(0, 10).join(', ')}, which is not known; the next change drops it.`,
  };
}
