// Every key that Wherry reads, by section, and a note for each one that it does not. docs/ini.md explains them.
import { didYouMean } from './did-you-mean.ts';
import type { IniFile } from './ini.ts';
import type { IniNote } from './ini-note.ts';

const words = (text: string): readonly string[] => text.split(' ');

/** The keys of the sync utility's own tables. */
export const UTILITY_KEYS = {
  bettrdata: words('base_url api_token'),
  sftp: words('host port username remote_password'),
  list: words('where projection sort limit skip'),
  processing: words('target_source_directory status_attribute error_attribute success_dir_name command_1'),
  email: words('smtp_host smtp_port smtp_user smtp_password use_ssl from success_email alert_email'),
  logging: words('level log_dir'),
};

/** The keys that Wherry adds, and its own sections. */
export const ADDED_KEYS = {
  bettrdata: words(
    'auth login_username login_password client_id ca_file timeout requests_per_minute write_method write_mode',
  ),
  sftp: words('host_key remote_path idle_timeout'),
  list: words('all_files'),
  processing: words(
    'claim_attribute claim_settle claim_lease take_over_after command_retries command_backlog command_timeout quoting shell parallel unverified retry_tries retry_delay retry_max_delay quarantine_after min_free critical_free keep_days',
  ),
  email: words('digest_above'),
  logging: [],
  alarms: words('no_file_hours no_success_hours network_error_after heartbeat_url heartbeat_fail_url heartbeat_method'),
  schedule: words('every daily_at weekly_at weekdays cron timezone overlap misfire grace'),
} satisfies Record<keyof typeof UTILITY_KEYS, readonly string[]> & Record<string, readonly string[]>;

export type SectionName = keyof typeof ADDED_KEYS;

const SECTIONS = [
  'bettrdata',
  'sftp',
  'list',
  'processing',
  'email',
  'logging',
  'alarms',
  'schedule',
] as const satisfies SectionName[];
const UTILITY: Partial<Record<SectionName, readonly string[]>> = UTILITY_KEYS;

/** `command_1`, `command_2`, …: the number gives the order. */
export const COMMAND_KEY = /^command_(\d+)$/;

export function knownKeys(section: SectionName): readonly string[] {
  return [...(UTILITY[section] ?? []), ...ADDED_KEYS[section]];
}

/** Sections and keys that nobody reads. [DEFAULT] may hold anything: its keys are there to be referred to. */
export function unknownNotes(ini: IniFile): IniNote[] {
  return ini.sections().flatMap((name) => {
    const section = SECTIONS.find((known) => known === name);
    if (section === undefined) return [unknownSection(ini, name)];
    const unknown = ini.ownOptions(name).filter((key) => !knownKeys(section).includes(key) && !COMMAND_KEY.test(key));
    return unknown.map((key) => unknownKey(ini, section, key));
  });
}

function unknownSection(ini: IniFile, name: string): IniNote {
  const near = didYouMean(name.trim(), SECTIONS);
  const meant = near === null ? '' : `; did you mean [${near}]? Upper and lower case and blanks count here`;
  const { line, shown } = ini.header(name) ?? { line: null, shown: name };
  return { line, section: shown, key: null, message: `section [${shown}] is not read${meant}` };
}

function unknownKey(ini: IniFile, section: SectionName, key: string): IniNote {
  const { line, shown } = ini.get(section, key) ?? { line: null, shown: key };
  return { line, section, key: shown, message: `[${section}] "${shown}" is not read${meantBy(section, key)}` };
}

function meantBy(section: SectionName, key: string): string {
  const home = SECTIONS.find((other) => knownKeys(other).includes(key));
  if (home !== undefined) return `; it belongs into [${home}]`;
  const [firstWord = ''] = key.split(/\s/, 1);
  if (knownKeys(section).includes(firstWord)) return `; is there no = after ${firstWord}?`;
  const near = didYouMean(key, knownKeys(section)) ?? (key.startsWith('command') ? 'command_1' : null);
  return near === null ? '' : `; did you mean ${near}?`;
}
