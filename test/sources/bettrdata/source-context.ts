// What a source is given, with everything in memory and on view.
import type { Clock } from '#engine/clock.ts';
import { systemClock } from '#engine/clock.ts';
import { WherryError } from '#engine/errors.ts';
import type { Log } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createHttpClient, type HttpClient, type HttpSettings } from '#engine/sources/http-client.ts';
import { createRequestLimits } from '#engine/sources/request-limit.ts';
import type { SourceContext } from '#engine/sources/source.ts';
import { onTestFinished } from 'vitest';

export interface MemoryLog extends Log {
  /** `level message`, oldest first. */
  lines: string[];
}

export function createMemoryLog(): MemoryLog {
  const lines: string[] = [];
  const log: MemoryLog = {
    lines,
    debug: (message) => void lines.push(`debug ${message}`),
    info: (message) => void lines.push(`info ${message}`),
    warn: (message) => void lines.push(`warn ${message}`),
    error: (message) => void lines.push(`error ${message}`),
    about: () => log,
  };
  return log;
}

export function createSourceContext(
  secrets: Record<string, string> = {},
  { clock = systemClock }: { clock?: Clock } = {},
): SourceContext & { log: MemoryLog } {
  const trusted = new Map<string, string>();
  const redactor = createRedactor();
  return {
    clock,
    ruleId: 'a-rule',
    log: createMemoryLog(),
    limits: createRequestLimits(clock),
    secret(name) {
      const value = secrets[name];
      if (value === undefined) throw new WherryError('no-secret', `no secret ${name}`, { kind: 'config' });
      return value;
    },
    hostKeys: {
      get: (host, port) => trusted.get(`${host}:${port}`) ?? null,
      trust: (host, port, fingerprint) => void trusted.set(`${host}:${port}`, fingerprint),
    },
    claimant: 'here:1',
    redactRecord: (record) => redactor.record(record),
  };
}

/** A client of the base URL; closed when the test ends. */
export function createTestClient(
  settings: Partial<HttpSettings> & { baseUrl: string },
  { clock, log, limits }: Pick<SourceContext, 'clock' | 'log' | 'limits'> = createSourceContext(),
): HttpClient {
  const http = createHttpClient(
    { caFile: null, timeoutMs: 10_000, requestsPerMinute: 1_000, ...settings },
    { clock, log, limit: limits.of(settings.baseUrl) },
  );
  onTestFinished(() => http.close());
  return http;
}

/** A signal that nobody aborts. */
export const idle: AbortSignal = new AbortController().signal;
