// /api/v1: every call of the contract as REST. An answer is the value itself, an error the contract's error with the
// HTTP status that says the same.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { API } from '#shared/api.ts';
import type { ErrorData } from '#shared/error.ts';
import { goneSignal } from '../gone-signal.ts';
import { GUARD_HEADERS } from '../page.ts';
import { refuseMethod } from '../refuse.ts';
import { isServed, type ServedEngine } from '../served-engine.ts';
import { inputOf, type RestRequest } from './input.ts';
import { openApi } from './openapi.ts';
import { REST_ROUTES } from './routes.ts';

export interface RestOptions {
  engine: ServedEngine;
  closing: AbortSignal;
  version: string;
}

export function addRest(api: FastifyInstance, { engine, closing, version }: RestOptions): void {
  const allowed = new Map<string, string[]>();
  for (const [name, { method, path }] of Object.entries(REST_ROUTES)) {
    if (!isServed(name)) continue;
    const url = `/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    allowed.set(url, [...(allowed.get(url) ?? []), method]);
    api.route({
      method,
      url,
      async handler(request, reply) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what Fastify makes of a URL
        const { params, query } = request as unknown as Pick<RestRequest, 'params' | 'query'>;
        const input = inputOf(name, method, { params, query, body: request.body });
        const answer = await engine.dispatch(name, input, AbortSignal.any([closing, goneSignal(reply)]));
        return answer.ok ? sendJson(reply, 200, answer.value) : sendJson(reply, statusOf(answer.error), answer);
      },
    });
  }
  for (const [url, methods] of allowed) {
    const others = METHODS.filter((method) => !methods.includes(method));
    api.route({ method: others, url, handler: (_, reply) => refuseMethod(reply, methods.join(', ')) });
  }
  const document = openApi(version);
  api.get('/openapi.json', (_, reply) => sendJson(reply, 200, document));
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

function sendJson(reply: FastifyReply, status: number, value: unknown): FastifyReply {
  const text = JSON.stringify(value, null, 2);
  reply.code(status).headers(GUARD_HEADERS).header('cache-control', 'no-store');
  return reply.header('content-type', 'application/json; charset=utf-8').send(`${text}\n`);
}

const STATUSES: Readonly<Record<string, number>> = {
  'invalid-input': 400,
  'invalid-rule': 422,
  'stale-state': 409,
  'not-approved': 409,
  'switched-off': 409,
  'unknown-call': 404,
};

export function statusOf({ code, kind }: ErrorData): number {
  if (code.startsWith('no-such-')) return 404;
  return STATUSES[code] ?? { transient: 503, cancelled: 503, permanent: 422, config: 422, internal: 500 }[kind];
}

/** Of every route; for tests that hold the document against what is served. */
export const CALLS = Object.keys(API).filter(isServed);
