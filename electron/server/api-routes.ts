// POST /api/call/<name>, GET /api/events, POST /api/invitation, and REST (rest/, data-sync-scheduler/), all behind the token.
import type { FastifyInstance } from 'fastify';
import type { Invitations } from './invitations.ts';
import { GUARD_HEADERS } from './page.ts';
import type { createGuard } from './guard.ts';
import { addDataSyncScheduler } from './data-sync-scheduler/routes.ts';
import { goneSignal } from './gone-signal.ts';
import { refuseAsTooMany, refuseAsUnknown, refuseMethod } from './refuse.ts';
import { addRest } from './rest/rest.ts';
import { isServed, type ServedEngine } from './served-engine.ts';
import { streamEvents, type StreamLimits } from './event-stream.ts';

export interface ApiOptions {
  engine: ServedEngine;
  version: string;
  guard: ReturnType<typeof createGuard>;
  invitations: Invitations;
  streamLimits: StreamLimits;
  /** Aborted when the server closes: streams end, calls that look at their signal, too. */
  closing: AbortSignal;
  /** Streams whose reader shows notices to people by itself. */
  showing: Set<unknown>;
}

const MAX_STREAMS = 64;
const OTHER_METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export function addApi(api: FastifyInstance, options: ApiOptions): void {
  const { engine, version, guard, invitations, streamLimits, closing, showing } = options;
  const streams = new Set<() => void>();
  closing.addEventListener('abort', () => {
    for (const end of streams) end();
  });

  api.addHook('onRequest', guard);

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
  addRest(api, { engine, closing, version });
  // Its answers to what is no JSON are its own.
  void api.register(async (jobs) => addDataSyncScheduler(jobs, engine));
  api.all('/*', (request, reply) => refuseAsUnknown(reply, request.url));
}
