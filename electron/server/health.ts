// For those who watch from outside. Whether it lives and whether it is ready is told to everybody who may come here, since
// probes have no token and it tells nothing else; figures need the token.
import type { FastifyInstance } from 'fastify';
import { GUARD_HEADERS } from './page.ts';
import type { ServedEngine } from './served-engine.ts';

export function addHealth(app: FastifyInstance, engine: ServedEngine): void {
  // As paperplan's Data Sync answers its liveness probe.
  app.get('/api', (_, reply) => reply.headers(GUARD_HEADERS).type('text/plain; charset=utf-8').send('Hello world!'));
  app.get('/healthz', (_, reply) => reply.headers(GUARD_HEADERS).send({ status: 'ok' }));
  app.get('/readiness', async (_, reply) => {
    // Anybody may ask, so the store is asked for little.
    const answer = await engine.dispatch('run.list', { limit: 1 });
    return await reply
      .headers(GUARD_HEADERS)
      .header('cache-control', 'no-store')
      .code(answer.ok ? 200 : 503)
      .send({ status: answer.ok ? 'ready' : 'not ready' });
  });
}
