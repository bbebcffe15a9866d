// A server over a real engine of this process, and requests whose headers are all in the test's hand.
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { EngineEvent } from '#shared/event.ts';
import { systemClock } from '#engine/clock.ts';
import { createEngine } from '#engine/engine.ts';
import { silentLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping } from '#engine/stopping.ts';
import type { ServedEngine } from '#server/served-engine.ts';
import { type Server, type ServerOptions, startServer } from '#server/server.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';

export const TOKEN = 'a-token-of-thirty-two-letters-or-more';

export interface Answered {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Asked {
  method?: string;
  headers?: http.OutgoingHttpHeaders;
  /** Text is sent as it is, anything else as JSON. */
  body?: unknown;
  /** Default: the right one. */
  token?: string | null;
}

export interface ServerHere extends Server {
  port: number;
  emit(event: EngineEvent): void;
  ask(path: string, asked?: Asked): Promise<Answered>;
  /** A stream of events that is not read yet. */
  listen(): Promise<http.IncomingMessage>;
  /** How many follow the events. */
  followers(): number;
  reports: string[];
}

/** The engine has no rules; its own calls are answered. */
export async function serverHere(options: Partial<ServerOptions> = {}): Promise<ServerHere> {
  const stopping = createStopping(systemClock);
  const parts = { clock: systemClock, log: silentLog, redactor: createRedactor(), stopping };
  const engine = createEngine({ dataDirectory: temporaryFolder(), ...parts });
  const reports: string[] = [];
  let followers = 0;
  const served: ServedEngine = {
    dispatch: engine.dispatch,
    subscribe(listener) {
      const unsubscribe = engine.events.subscribe(listener);
      followers++;
      return () => (followers--, unsubscribe());
    },
  };
  const server = await startServer({
    engine: served,
    version: '1.2.3',
    token: TOKEN,
    port: 0,
    pages: temporaryFolder(),
    report: (message) => void reports.push(message),
    ...options,
  });
  onTestFinished(async () => {
    await server.close();
    await engine.close();
  });
  const port = Number(new URL(server.url).port);

  function request(
    path: string,
    { method = 'GET', headers, body, token = TOKEN }: Asked,
  ): Promise<http.IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
    const sentBody = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    // Of DELETE, Node sends a body without saying how long it is.
    const json =
      sentBody === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sentBody) };
    const access = token === null ? {} : { authorization: `Bearer ${token}` };
    const sent = http.request({ host: '127.0.0.1', port, path, method, headers: { ...json, ...access, ...headers } });
    sent.on('response', resolve).on('error', reject);
    sent.end(sentBody);
    return promise;
  }

  return {
    ...server,
    port,
    emit: engine.events.emit,
    async ask(path, asked = {}) {
      const response = await request(path, asked);
      return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
    },
    async listen() {
      const response = await request('/api/events', {});
      onTestFinished(() => void response.destroy());
      return response;
    },
    followers: () => followers,
    reports,
  };
}
