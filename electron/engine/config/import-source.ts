// [bettrdata], [sftp] and [list] of an INI file as the settings of a BettrData source.
import { resolve } from 'node:path';
import type * as z from 'zod';
import type { SftpSettings } from '#shared/sftp.ts';
import type { Auth, BettrDataSettings } from '#shared/source.ts';
import { readClaim } from './import-claim.ts';
import { noteQuotes } from './import-notes.ts';
import { readListQuery } from './import-list.ts';
import type { SectionSettings, Settings } from './settings-reader.ts';

/** More than BettrData answers in a minute. */
const SERVER_LIMIT = 100;

export function readSource(settings: Settings, cwd: string): z.input<typeof BettrDataSettings> {
  const section = settings.section('bettrdata');
  const processing = settings.section('processing');
  const caFile = section.text('ca_file');
  const requestsPerMinute = section.integer('requests_per_minute', { min: 1 });
  if (requestsPerMinute !== undefined && requestsPerMinute > SERVER_LIMIT) {
    section.note('requests_per_minute', `BettrData refuses more than ${SERVER_LIMIT} requests a minute`);
  }
  const attributes = readAttributes(processing);
  return {
    kind: 'bettrdata',
    baseUrl: readBaseUrl(section),
    auth: readAuth(section),
    caFile: caFile === undefined ? null : resolve(cwd, caFile),
    timeoutMs: section.seconds('timeout', { min: 1 }),
    requestsPerMinute,
    query: readListQuery(settings.section('list')),
    sftp: readSftp(settings.section('sftp')),
    remotePath: settings.section('sftp').text('remote_path'),
    ...attributes,
    claim: readClaim(processing, [attributes.statusAttribute ?? 'client_status', attributes.errorAttribute]),
    writeBack: {
      method: section.choice('write_method', ['auto', 'put', 'patch']),
      mode: section.choice('write_mode', ['map', 'dotted']),
    },
  };
}

/** Never cites the value: addresses with a password in them are what is refused here. */
function readBaseUrl(section: SectionSettings): string {
  const text = section.required('base_url', 'for instance https://acme.bettrdata.io:1337');
  if (text === '') return text;
  const url = URL.parse(text);
  const example = 'Write it as https://acme.bettrdata.io:1337.';
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    section.problem('base_url', 'is no address that begins with https:// or http://', example);
  } else if (url.username !== '' || url.password !== '') {
    section.problem('base_url', 'holds a login', 'Write auth = basic, login_username and login_password instead.');
  } else if (text.includes('?') || text.includes('#')) {
    section.problem('base_url', 'goes on after the path, with ? or #', example);
  }
  return text;
}

function readAuth(section: SectionSettings): z.input<typeof Auth> {
  const token = section.secret('api_token', 'api-token');
  if (section.text('api_token')?.startsWith('Bearer ')) section.note('api_token', 'Wherry adds the word Bearer itself');
  noteQuotes(section, ['api_token', 'login_username', 'login_password']);
  const password = section.secret('login_password', 'login-password');
  const username = section.text('login_username');
  const kind =
    section.choice('auth', ['bearer', 'basic', 'login', 'none']) ?? (token === undefined ? 'none' : 'bearer');
  if (kind !== 'bearer' && token !== undefined) section.note('api_token', `is not used, because auth is ${kind}`);
  if (kind === 'none') return { kind };
  if (kind === 'bearer') {
    if (token === undefined) section.required('api_token', 'the token, or leave out auth = bearer');
    return { kind, token: token ?? '' };
  }
  if (username === undefined) section.required('login_username', 'the name to log in with');
  if (password === undefined) section.required('login_password', 'the password to log in with');
  const login = { username: username ?? '', password: password ?? '' };
  if (kind === 'basic') return { kind, ...login };
  return { kind, ...login, clientId: section.required('client_id', 'the ClientId that BettrData gave you') };
}

function readSftp(section: SectionSettings): z.input<typeof SftpSettings> {
  const password = section.secret('remote_password', 'sftp-password');
  if (password === undefined) section.note('remote_password', 'is blank: the server must let the user in without one');
  noteQuotes(section, ['host', 'username', 'remote_password']);
  const hostKey = section.text('host_key');
  if (hostKey !== undefined && !/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(hostKey)) {
    const hint = 'Write it as ssh-keygen -lf prints it: SHA256: and 43 characters.';
    section.problem('host_key', 'is no SHA256 fingerprint', hint);
  }
  return {
    host: readHost(section, 'host'),
    port: section.integer('port', { min: 1, max: 65_535 }),
    username: section.required('username', 'the name of the SFTP account'),
    password: password ?? null,
    hostKey,
    idleTimeoutMs: section.seconds('idle_timeout', { min: 1 }),
  };
}

function readHost(section: SectionSettings, key: string): string {
  const host = section.required(key, 'for instance sftp.acme.com');
  if (/[\s/@]/.test(host) || /^[^:]+:\d+$/.test(host)) {
    section.problem(key, 'is more than the name of a host', 'Write the name only; the port has a key of its own.');
  }
  return host;
}

function readAttributes(section: SectionSettings) {
  const statusAttribute = section.text('status_attribute');
  const errorAttribute = section.text('error_attribute');
  for (const [key, name] of Object.entries({ status_attribute: statusAttribute, error_attribute: errorAttribute })) {
    if (name !== undefined && /[.$\0]/.test(name)) {
      section.problem(key, 'must not contain a dot or $', 'Write the name of an attribute, as in client_status.');
    }
  }
  if (errorAttribute !== undefined && errorAttribute === (statusAttribute ?? 'client_status')) {
    section.problem('error_attribute', 'is the status attribute too', 'Write another name, or leave it blank.');
  }
  return { statusAttribute, errorAttribute };
}
