// JSON over HTTP(S) to one base URL. Certificates are always checked (b16), redirects never followed, foreign errors
// become ours here. Requests that may be repeated are, where time may mend what went wrong.
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import type { Json } from '#shared/json.ts';
import { Agent } from 'undici';
import { backoffMs } from '../backoff.ts';
import type { Clock } from '../clock.ts';
import { WherryError, cancelled } from '../errors.ts';
import type { Log } from '../log.ts';
import { startDeadline } from './deadline.ts';
import { parseJson, stringifyJson } from '../exact-json.ts';
import { notJson, requestName, retryAfterMs, statusError, transportError, unreachable } from './http-errors.ts';
import type { RequestLimit } from './request-limit.ts';

const MAX_TRIES = 3;
const BACKOFF = { delayMs: 1_000, factor: 2, maxDelayMs: 30_000 };
/** A server that asks for a longer pause is left alone; the run's own schedule comes back. */
const MAX_WAIT_MS = 60_000;
const MAX_ANSWER_BYTES = 64 * 1_024 * 1_024;

export interface HttpSettings {
  baseUrl: string;
  /** PEM file of an authority to trust in addition. */
  caFile: string | null;
  /** For a whole request, its answer read. */
  timeoutMs: number;
  requestsPerMinute: number;
}

export interface HttpRequest {
  method: 'GET' | 'PUT' | 'PATCH' | 'POST';
  /** Below the base URL, percent-encoded: `/datafile`. */
  path: string;
  /** Plain texts; encoded here. */
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Json;
  /** Default: false for POST, true for the others, which leave the same behind when they are done twice. */
  isRepeatable?: boolean;
  /** Epoch ms after which it must not be sent any more; then `too-late` (permanent) is thrown. */
  sendBefore?: number | undefined;
}

export interface HttpClient {
  /** The answer's JSON; null where it was empty. Throws WherryErrors; http-errors.ts names them. */
  send(request: HttpRequest, signal: AbortSignal): Promise<Json>;
  /** Breaks all connections. The next request makes new ones. */
  close(): Promise<void>;
}

export function createHttpClient(
  settings: HttpSettings,
  { clock, log, limit }: { clock: Clock; log: Log; limit: RequestLimit },
): HttpClient {
  const { timeoutMs } = settings;
  let agent: Agent | null = null;

  async function connect(): Promise<Agent> {
    const ca = await readAuthorities(settings.caFile);
    // `rejectUnauthorized` is said because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise switch the check off.
    const options = { ca, rejectUnauthorized: true, timeout: timeoutMs };
    agent ??= new Agent({ connect: options, allowH2: false, maxResponseSize: MAX_ANSWER_BYTES });
    return agent;
  }

  async function sendOnce(request: HttpRequest, signal: AbortSignal): Promise<Json> {
    const { method, headers, body } = request;
    const url = urlOf(settings.baseUrl, request);
    const name = requestName(method, url);
    const dispatcher = agent ?? (await connect());
    await limit.take(settings.requestsPerMinute, signal);
    const startedAt = clock.now();
    if (startedAt > (request.sendBefore ?? Infinity)) {
      throw new WherryError('too-late', `${name}: not sent, its time had passed before its turn came`, {
        kind: 'permanent',
      });
    }
    // Real time on purpose: it watches over real I/O.
    using deadline = startDeadline(timeoutMs);
    let status: number;
    let retryAfter: string | string[] | undefined;
    let text: string;
    try {
      const answer = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { accept: 'application/json', 'user-agent': 'wherry', 'content-type': 'application/json', ...headers },
        body: body === undefined ? null : stringifyJson(body),
        signal: AbortSignal.any([signal, deadline.signal]),
      });
      status = answer.statusCode;
      retryAfter = answer.headers['retry-after'];
      text = new TextDecoder().decode(await answer.body.arrayBuffer());
    } catch (error) {
      if (signal.aborted) throw cancelled(error);
      if (deadline.signal.aborted) throw unreachable(name, `no answer within ${timeoutMs / 1_000} s`, error);
      throw transportError(name, error);
    }
    const line = `${method} ${request.path} ${status} in ${clock.now() - startedAt} ms`;
    if (status < 200 || status > 299) {
      log.debug(line);
      throw statusError(name, status, text, retryAfterMs(retryAfter, clock.now()));
    }
    const answer = text.trim() === '' ? null : parseAnswer(name, text);
    log.debug(Array.isArray(answer) ? `${line}, ${answer.length} records` : line);
    return answer;
  }

  return {
    async send(request, signal) {
      const isRepeatable = request.isRepeatable ?? request.method !== 'POST';
      for (let failures = 1; ; failures++) {
        try {
          return await sendOnce(request, signal);
        } catch (error) {
          if (!(error instanceof WherryError) || error.kind !== 'transient' || !isRepeatable || failures === MAX_TRIES)
            throw error;
          const waitMs = Math.max(backoffMs(BACKOFF, failures), error.retryAfterMs ?? 0);
          if (waitMs > MAX_WAIT_MS || clock.now() + waitMs > (request.sendBefore ?? Infinity)) throw error;
          log.debug(`${error.message}; try ${failures + 1} of ${MAX_TRIES} in ${waitMs} ms`);
          await clock.sleep(waitMs, signal);
        }
      }
    },
    async close() {
      const closing = agent;
      agent = null;
      await closing?.destroy();
    },
  };
}

/** The base URL may have a path and a slash at its end; nothing of it is lost or doubled (b1, b2). */
export function urlOf(baseUrl: string, { path, query = {} }: Pick<HttpRequest, 'path' | 'query'>): URL {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  const parameters = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`,
  );
  url.search = [url.search.slice(1), ...parameters].filter((part) => part !== '').join('&');
  return url;
}

/** Whom to trust: the usual authorities and the operator's own. */
async function readAuthorities(caFile: string | null): Promise<string[]> {
  const usual = getCACertificates('default');
  if (caFile === null) return usual;
  try {
    const pem = await readFile(caFile, 'utf8');
    assertCertificate(pem);
    return [...usual, pem];
  } catch (error) {
    throw new WherryError('ca-file', `${caFile}: ${Error.isError(error) ? error.message : String(error)}`, {
      kind: 'config',
      hint: 'ca_file must name a certificate in PEM form that can be read.',
      cause: error,
    });
  }
}

/** OpenSSL would ignore a file without a certificate silently; this throws. */
function assertCertificate(pem: string): void {
  void new X509Certificate(pem);
}

function parseAnswer(request: string, text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw notJson(request, text);
  }
}
