// Addresses that let a browser in once, for those who start one: the token itself must not stand in a command line, which
// every account of the machine can read.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { GUARD_HEADERS } from './page.ts';

const VALID_MS = 60_000;
const MAX_OPEN = 20;
const USED_UP = 'This address works once, within a minute. "wherry serve --open" opens the pages anew.\n';

export interface Invitations {
  /** The path of a new one, without the slash at its begin. */
  create(now: number): string;
  /** True once for each that was created within the last minute. */
  accept(key: string, now: number): boolean;
}

export function createInvitations(): Invitations {
  /** When each ends, oldest first. */
  const open = new Map<string, number>();
  return {
    create(now) {
      const key = randomBytes(24).toString('base64url');
      open.set(key, now + VALID_MS);
      if (open.size > MAX_OPEN) open.delete(open.keys().next().value!);
      return `open/${key}`;
    },
    accept(key, now) {
      const endsAt = open.get(key);
      open.delete(key);
      return endsAt !== undefined && now < endsAt;
    },
  };
}

/** The only GET that changes something: that the address is used up. */
export function addInvitations(app: FastifyInstance, invitations: Invitations, token: string): void {
  app.get<{ Params: { key: string } }>('/open/:key', async (request, reply) => {
    reply.headers(GUARD_HEADERS).header('cache-control', 'no-store');
    if (invitations.accept(request.params.key, performance.now()))
      return await reply.redirect(`../#token=${token}`, 303);
    return await reply.code(410).type('text/plain; charset=utf-8').send(USED_UP);
  });
}
