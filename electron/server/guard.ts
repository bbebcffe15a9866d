// The hook before everything that needs the token: who has none, or asks too often, gets no further.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseWithoutToken } from './access.ts';
import { createRateLimit } from './rate-limit.ts';
import { refuse, refuseAsTooMany } from './refuse.ts';

/** Several windows with many live figures each stay far below. */
const CALLS = { atOnce: 500, perSecond: 250 };
/** Of those without the token; those with it are not held up by them. */
const REFUSALS = { atOnce: 20, perSecond: 1 };

export function createGuard(token: string): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  const [calls, refusals] = [createRateLimit(CALLS), createRateLimit(REFUSALS)];
  return async (request, reply) => {
    const refusal = refuseWithoutToken(request.headers.authorization, token);
    const waitMs = (refusal === null ? calls : refusals).take(request.ip, performance.now());
    if (waitMs > 0) return refuseAsTooMany(reply, waitMs);
    if (refusal !== null) return refuse(reply.header('www-authenticate', 'Bearer'), refusal.status, refusal.error);
    return undefined;
  };
}
