// Asks an address after each run, so that a service outside (healthchecks.io, Uptime Kuma, …) tells when that stops:
// the only alarm that also works when this machine does not. The address holds a token and is never logged.
import { getCACertificates } from 'node:tls';
import { Agent } from 'undici';
import type { Run } from '#shared/run.ts';
import type { Log } from '../log.ts';

const TIMEOUT_MS = 10_000;

export interface HeartbeatOptions {
  url: string;
  /** Null: nothing is said of runs that did not succeed. */
  failUrl: string | null;
  method: 'get' | 'post';
  /** Its name, for the body of a POST. */
  rule: string;
  log: Log;
  redact(text: string): string;
}

export interface Heartbeat {
  /** Never throws; ends within 10 s. */
  ping(run: Run): Promise<void>;
}

export function createHeartbeat({ url, failUrl, method, rule, log, redact }: HeartbeatOptions): Heartbeat {
  let isAway = false;

  function addressFor({ state }: Run): string | null {
    if (state === 'succeeded') return url;
    return state === 'partial' || state === 'failed' ? failUrl : null;
  }

  return {
    async ping(run) {
      const address = addressFor(run);
      if (address === null) return;
      try {
        await send(new URL(address), method, method === 'post' ? body(rule, run) : null);
        if (isAway) log.info('the heartbeat works again');
        isAway = false;
      } catch (error) {
        if (!isAway) log.warn(`the heartbeat could not be sent: ${redact(describe(error))}; told once until it works`);
        isAway = true;
      }
    },
  };
}

async function send(url: URL, method: 'get' | 'post', json: string | null): Promise<void> {
  // `rejectUnauthorized` is said because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise switch the check off.
  const connect = { ca: getCACertificates('default'), rejectUnauthorized: true, timeout: TIMEOUT_MS };
  const agent = new Agent({ connect });
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: method === 'get' ? 'GET' : 'POST',
      headers: { 'user-agent': 'wherry', ...(json === null ? {} : { 'content-type': 'application/json' }) },
      body: json,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.statusCode > 299) throw new Error(`${url.hostname} answered ${answer.statusCode}`);
  } finally {
    await agent.destroy();
  }
}

function body(rule: string, { id, state, succeeded, failed, waiting, startedAt, endedAt }: Run): string {
  const times = { startedAt: time(startedAt), endedAt: endedAt === null ? null : time(endedAt) };
  return JSON.stringify({ rule, run: id, state, succeeded, failed, waiting, ...times });
}

function time(at: number): string {
  return new Date(at).toISOString();
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1_000} s`;
  return error.message || ('code' in error ? String(error.code) : error.name);
}
