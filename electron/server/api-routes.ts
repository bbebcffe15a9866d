// POST /api/call/<name>, GET /api/events, POST /api/invitation. REST routes would be added here, beside them, behind the same hooks.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ENGINE_API, HOST_API } from '#shared/api.ts';
import type { EngineCallName, HostCallName } from '#shared/api.ts';
import type { Dispatch } from '#engine/api/dispatch.ts';
import { refuseWithoutToken } from './access.ts';
import type { Invitations } from './invitations.ts';
import { GUARD_HEADERS } from './page.ts';
import { createRateLimit } from './rate-limit.ts';
import { refuse, refuseAsTooMany, refuseAsUnknown, refuseMethod } from './refuse.ts';
import { streamEvents, type StreamLimits, type Subscribe } from './event-stream.ts';

export type ServedCall = EngineCallName | HostCallName;

/** What is needed of a host; also what a connection to another process offers (remote.ts). */
export interface ServedEngine {
  dispatch: Dispatch<ServedCall>;
  subscribe: Subscribe;
}

export interface ApiOptions {
  engine: ServedEngine;
  token: string;
  invitations: Invitations;
  streamLimits: StreamLimits;
  /** Aborted when the server closes: streams end, calls that look at their signal, too. */
  closing: AbortSignal;
  /** Streams whose reader shows notices to people by itself. */
  showing: Set<unknown>;
}

const MAX_STREAMS = 64;
/** Several windows with many live figures each stay far below. */
const CALLS = { atOnce: 500, perSecond: 250 };
/** Of those without the token; those with it are not held up by them. */
const REFUSALS = { atOnce: 20, perSecond: 1 };
const OTHER_METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export function addApi(api: FastifyInstance, options: ApiOptions): void {
  const { engine, token, invitations, streamLimits, closing, showing } = options;
  const [calls, refusals] = [createRateLimit(CALLS), createRateLimit(REFUSALS)];
  const streams = new Set<() => void>();
  closing.addEventListener('abort', () => {
    for (const end of streams) end();
  });

  api.addHook('onRequest', async (request, reply) => {
    const refusal = refuseWithoutToken(request.headers.authorization, token);
    const waitMs = (refusal === null ? calls : refusals).take(request.ip, performance.now());
    if (waitMs > 0) return refuseAsTooMany(reply, waitMs);
    if (refusal !== null) return refuse(reply.header('www-authenticate', 'Bearer'), refusal.status, refusal.error);
    return undefined;
  });

  api.post<{ Params: { name: string } }>('/call/:name', async (request, reply) => {
    const { name } = request.params;
    if (!isServed(name)) return refuseAsUnknown(reply, `call "${name}"`);
    const signal = AbortSignal.any([closing, goneSignal(reply)]);
    const answer = await engine.dispatch(name, request.body ?? {}, signal);
    return await reply.headers(GUARD_HEADERS).header('cache-control', 'no-store').send(answer);
  });
  api.route({ method: OTHER_METHODS, url: '/call/:name', handler: (_, reply) => refuseMethod(reply, 'POST') });

  api.get<{ Querystring: { shows?: string } }>('/events', ({ query }, reply) => {
    if (streams.size >= MAX_STREAMS || closing.aborted) return refuseAsTooMany(reply, 5_000);
    reply.hijack();
    const end = streamEvents(reply.raw, engine.subscribe, streamLimits, () => {
      streams.delete(end);
      showing.delete(end);
    });
    streams.add(end);
    if (query.shows === 'notices') showing.add(end);
    return reply;
  });
  api.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/events',
    handler: (_, reply) => refuseMethod(reply, 'GET'),
  });
  api.post('/invitation', async (_, reply) => {
    const value = { path: invitations.create(performance.now()) };
    return await reply.headers(GUARD_HEADERS).header('cache-control', 'no-store').send({ ok: true, value });
  });
  api.all('/*', (request, reply) => refuseAsUnknown(reply, request.url));
}

function isServed(name: string): name is ServedCall {
  return Object.hasOwn(ENGINE_API, name) || Object.hasOwn(HOST_API, name);
}

/** Aborted when who has asked goes away before the answer. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
