// How a request that is not answered is told: always as an error of the contract, with the fitting HTTP status.
import type { FastifyError, FastifyReply } from 'fastify';
import type { ErrorData } from '#shared/error.ts';
import { GUARD_HEADERS } from './page.ts';

export type Report = (message: string) => void;

export function refuse(reply: FastifyReply, status: number, error: ErrorData): FastifyReply {
  return reply.code(status).headers(GUARD_HEADERS).header('cache-control', 'no-store').send({ ok: false, error });
}

export function refuseAsTooMany(reply: FastifyReply, afterMs: number): FastifyReply {
  reply.header('retry-after', Math.ceil(afterMs / 1000));
  return refuse(reply, 429, {
    code: 'too-many-requests',
    message: 'this is asked too often',
    kind: 'transient',
    hint: `Try again in ${Math.ceil(afterMs / 1000)} s.`,
  });
}

export function refuseAsUnknown(reply: FastifyReply, what: string): FastifyReply {
  const message = `there is no ${what.slice(0, 100)}`;
  return refuse(reply, 404, { code: 'not-found', message, kind: 'permanent', hint: null });
}

export function refuseMethod(reply: FastifyReply, allowed: string): FastifyReply {
  const message = `only ${allowed} is answered here`;
  return refuse(reply.header('allow', allowed), 405, { code: 'method', message, kind: 'permanent', hint: null });
}

/** What Fastify found wrong with a request keeps its status; anything else is a defect of ours, and is reported. */
export function refuseFault(reply: FastifyReply, fault: FastifyError, report: Report): FastifyReply {
  const { statusCode = 500, message } = fault;
  if (statusCode < 500) {
    return refuse(reply, statusCode, { code: 'bad-request', message, kind: 'permanent', hint: null });
  }
  report(fault.stack ?? message);
  return refuse(reply, 500, {
    code: 'internal',
    message: 'this answer could not be made',
    kind: 'internal',
    hint: 'The log has the details.',
  });
}
