// HTTP over the contract: calls, events, and the pages. Listens on the loopback unless told otherwise; whoever asks the
// API needs the token wherever it listens.
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { WherryError } from '#engine/errors.ts';
import { refuseForeign } from './access.ts';
import { addApi } from './api-routes.ts';
import { STREAM_LIMITS, type StreamLimits } from './event-stream.ts';
import { addInvitations, createInvitations } from './invitations.ts';
import { createGuard } from './guard.ts';
import { addHealth } from './health.ts';
import { addMetrics } from './metrics.ts';
import { answerPage } from './page.ts';
import { addReferencePage } from './rest/reference-page.ts';
import type { ServedEngine } from './served-engine.ts';
import { refuse, refuseFault, refuseMethod, type Report } from './refuse.ts';

/** The largest input is an export of rules. */
const BODY_BYTES = 16 * 1024 * 1024;
const REQUEST_MS = 30_000;
/** Calls under way may end for so long after the server is told to close. */
const CLOSE_MS = 15_000;
const IDLE_MS = 50;

export interface ServerOptions {
  engine: ServedEngine;
  /** Of Wherry, for the documents of the API. */
  version: string;
  token: string;
  /** An address or a name. Default: the loopback. */
  host?: string;
  /** 0: any that is free. */
  port: number;
  /** Of the built renderer. */
  pages: string;
  /** Told of what is a defect. */
  report: Report;
  streamLimits?: StreamLimits;
}

export interface Server {
  /** Without the token; ends with a slash. */
  url: string;
  /** An address that lets a browser in once, within a minute. */
  invite(): string;
  /** A reader of the events, the desktop application, shows notices by itself. */
  showsNotices(): boolean;
  /** Ends the streams, waits for calls under way, then gives the port back. Twice is fine. */
  close(): Promise<void>;
}

/** @throws `port-in-use`, `cannot-listen` (config) */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { engine, version, token, host = '127.0.0.1', port, pages, report, streamLimits = STREAM_LIMITS } = options;
  const app = Fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
    exposeHeadRoutes: false,
  });
  // Fastify reads it by itself, and a form of any page can send it.
  app.removeContentTypeParser('text/plain');
  const closing = new AbortController();
  const listening = { host, port };

  app.addHook('onRequest', async (request, reply) => {
    const refusal = refuseForeign(request.headers, listening);
    if (refusal !== null) return refuse(reply, refusal.status, refusal.error);
    return undefined;
  });
  app.setErrorHandler((fault: FastifyError, _request, reply) => refuseFault(reply, fault, report));
  addPages(app, pages);
  addHealth(app, engine);
  addReferencePage(app, version);
  const invitations = createInvitations();
  addInvitations(app, invitations, token);
  const showing = new Set();
  const guard = createGuard(token);
  const apiOptions = { engine, version, guard, invitations, streamLimits, closing: closing.signal, showing };
  await app.register(async (api) => addApi(api, apiOptions), { prefix: '/api' });
  await app.register(async (figures) => {
    figures.addHook('onRequest', guard);
    addMetrics(figures, engine);
  });

  listening.port = await listen(app, host, port);
  const url = `http://${urlHost(host)}:${listening.port}/`;
  return {
    url,
    invite: () => url + invitations.create(performance.now()),
    showsNotices: () => showing.size > 0,
    async close() {
      closing.abort();
      const force = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS);
      // A connection that is kept alive after its last answer would be waited for.
      const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_MS);
      await app.close();
      clearInterval(idle);
      clearTimeout(force);
    },
  };
}

/** Everything that is no API is a page or nothing; only GET is known. */
function addPages(app: FastifyInstance, directory: string): void {
  app.get('/*', async (request, reply) => {
    const { status, headers, body } = await answerPage(directory, request.url.replace(/[?#].*$/s, ''));
    return await reply.code(status).headers(headers).send(Buffer.from(body));
  });
  app.setNotFoundHandler((_request, reply) => refuseMethod(reply, 'GET'));
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    throw listenError(host, port, cause);
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function listenError(host: string, port: number, cause: unknown): WherryError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  if (code === 'EADDRINUSE') {
    const hint = 'Choose another one with --port or in the settings; --port 0 takes any that is free.';
    return new WherryError('port-in-use', `port ${port} of ${host} is in use`, { kind: 'config', hint, cause });
  }
  const hint = 'Name an address of this machine with --host, and a port from 1024 on.';
  return new WherryError('cannot-listen', `cannot listen on ${host}, port ${port} (${code})`, {
    kind: 'config',
    hint,
    cause,
  });
}

/** Where a browser of this machine finds what listens on `host`. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
