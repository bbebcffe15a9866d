// INI texts for the import's tests: a complete small file whose keys can be changed one by one.
import { resolve } from 'node:path';
import { importIni } from '#engine/config/import.ts';
import { SettingsError } from '#engine/config/settings-error.ts';

export const CWD = resolve('/work-dir');

const NEEDED: Record<string, Record<string, string>> = {
  bettrdata: { base_url: 'https://acme.bettrdata.io:1337', api_token: 'token-0123456789' },
  sftp: { host: 'sftp.acme.io', username: 'me', remote_password: 'pass-0123456789' },
  list: { where: '{ "attributes.client_status": { "$exists": false } }' },
  processing: { target_source_directory: 'incoming' },
};

/** The needed keys, with others added or put in their place. */
export function iniWith(changes: Record<string, Record<string, string>> = {}): string {
  const names = [...new Set([...Object.keys(NEEDED), ...Object.keys(changes)])];
  return names
    .map((name) => {
      const options = Object.entries({ ...NEEDED[name], ...changes[name] });
      return `[${name}]\n${options.map(([key, value]) => `${key} = ${value}\n`).join('')}`;
    })
    .join('\n');
}

export function importText(text: string) {
  return importIni(text, { path: 'default.ini', cwd: CWD });
}

export function importWith(changes: Record<string, Record<string, string>> = {}) {
  return importText(iniWith(changes));
}

/** The problems of a file that must be refused. */
export function refusalOf(text: string): SettingsError {
  try {
    importText(text);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
