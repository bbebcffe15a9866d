// What can go wrong with a request, as WherryErrors. Of a URL only what is no secret is shown: no query, no user.
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import { WherryError } from '../errors.ts';
import { escapeControls } from '../escape-controls.ts';

const SECRET_VALUE = /("[^"]*(?:pass|secret|token|key|credential)[^"]*"\s*:\s*)"[^"]*(?:"|$)/gi;
/** An import of node:http would load all that Node has for fetch as well: 28 ms of each start. */
const { STATUS_CODES } = process.getBuiltinModule('node:http');
const REACH_HINT = 'Check base_url, the network and the firewall.';

/** `GET https://host:1337/datafile`: what an error is about. */
export function requestName(method: string, url: URL): string {
  return `${method} ${url.origin}${url.pathname}`;
}

/** No answer came: name resolution, connection, TLS, or the connection broke. */
export function transportError(request: string, thrown: unknown): WherryError {
  const code = codeOf(thrown);
  const detail = Error.isError(thrown) ? escapeControls(thrown.message || code) : code;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return new WherryError('answer-too-large', `${request}: the answer is larger than 64 MiB`, {
      kind: 'config',
      hint: 'Lower limit, or name the fields that you need in projection.',
      cause: thrown,
    });
  if (/CERT|^UNABLE_TO_|SELF_SIGNED|CRL|^HOSTNAME_MISMATCH/.test(code))
    return new WherryError('certificate', `${request}: the server's certificate is not trusted: ${detail} (${code})`, {
      kind: 'config',
      hint: 'If the instance has a certificate of your own authority, name its PEM file in ca_file.',
      cause: thrown,
    });
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return unreachable(
      request,
      `${detail} (${code})`,
      thrown,
      'Check whether base_url should begin with http or https.',
    );
  return unreachable(request, code === '' ? detail : `${detail} (${code})`, thrown);
}

export function unreachable(request: string, detail: string, cause: unknown, hint = REACH_HINT): WherryError {
  return new WherryError('unreachable', `${request}: ${detail}`, { kind: 'transient', hint, cause });
}

/** The server answered with another status than 2xx. */
export function statusError(request: string, status: number, text: string, retryAfterMs: number | null): WherryError {
  const said = excerpt(messageIn(text) ?? text);
  const message = `${request}: ${status} ${STATUS_CODES[status] ?? ''}${said === '' ? '' : `: ${said}`}`;
  const error = (code: string, kind: 'transient' | 'permanent' | 'config', hint?: string): WherryError =>
    new WherryError(code, message, {
      kind,
      ...(hint === undefined ? {} : { hint }),
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    });
  if (status === 401)
    return error('login-refused', 'config', 'Check the API token or login, and that it is not expired.');
  if (status === 403)
    return error('forbidden', 'config', 'The login is known but not allowed to do this; ask for the right.');
  if (status === 404 || status === 410) return error('not-found', 'permanent');
  if (status === 405 || status === 501) return error('method-refused', 'permanent');
  if (status === 429)
    return error('rate-limited', 'transient', 'Lower requests_per_minute if others use the instance.');
  if (status === 408 || status === 425 || status >= 500) return error('server-error', 'transient');
  if (status === 400)
    return error('bad-request', 'config', 'The server does not take the query or the update; read its words.');
  if (status >= 400) return error('refused', 'config');
  return error(
    'redirected',
    'config',
    'base_url must be the address of the API itself; nothing that redirects is followed.',
  );
}

/** An answer that should have been JSON: a login page, a proxy's page, half an answer (b11). */
export function notJson(request: string, text: string): WherryError {
  return unexpected(request, 'JSON', `"${excerpt(text)}"`);
}

/** JSON, but no array: `{"error": …}` with 200, one record, another API (b11). */
export function notAList(request: string, answer: Json): WherryError {
  const said = isJsonObject(answer) ? messageOf(answer) : null;
  const got = isJsonObject(answer) ? `an object with ${Object.keys(answer).slice(0, 10).join(', ')}` : typeof answer;
  return unexpected(request, 'an array of records', said === null ? excerpt(got) : `"${excerpt(said)}"`);
}

function unexpected(request: string, expected: string, got: string): WherryError {
  return new WherryError('not-json', `${request}: expected ${expected}, got ${got}`, {
    kind: 'transient',
    hint: 'Open the address in a browser: a login page or a proxy may answer in place of the API; check base_url.',
  });
}

/** `Retry-After` in either of its forms, in ms from now; null where there is none that can be read. */
export function retryAfterMs(header: string | string[] | undefined, now: number): number | null {
  if (typeof header !== 'string') return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function messageIn(text: string): string | null {
  try {
    const body: Json = JSON.parse(text);
    return isJsonObject(body) ? messageOf(body) : null;
  } catch {
    return null;
  }
}

/** BettrData's `{"error": "…"}`, Sails' `{"message": "…"}`. */
function messageOf(body: JsonObject): string | null {
  const said = body['error'] ?? body['message'];
  return typeof said === 'string' ? said : null;
}

/** The first words, on one line, without tags; half an answer may hold the passwords of a record. */
function excerpt(text: string): string {
  const words = text
    .slice(0, 2_000)
    .replace(/<(script|style)\b.*?<\/\1\s*>|<[^>]*>/gis, ' ')
    .replace(SECRET_VALUE, '$1[redacted]')
    .replace(/\s+/g, ' ')
    .trim();
  const line = escapeControls(words);
  return line.length > 200 ? `${line.slice(0, 200).toWellFormed()}…` : line;
}

function codeOf(thrown: unknown): string {
  if (!Error.isError(thrown)) return '';
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return codeOf(thrown.cause);
}
