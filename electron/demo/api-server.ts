// The HTTP side of the demo instance: reads requests, notes them, applies faults, answers JSON.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '#shared/json.ts';
import { ApiError } from './api-error.ts';
import { parseJson } from './api-json.ts';
import type { ApiRequest } from './api-routes.ts';
import type { DemoRequest, Faults } from './faults.ts';
import { type Listening, listen } from './listen.ts';
import { resetSocket } from './reset-socket.ts';

const MAX_BODY_BYTES = 1_048_576;

export interface ApiServer extends Listening {
  requests: DemoRequest[];
}

export async function startApiServer(
  { host, port }: { host: string; port: number },
  route: (request: ApiRequest) => Json,
  faults: Faults,
): Promise<ApiServer> {
  const requests: DemoRequest[] = [];
  const stopped = new AbortController();

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const seen = noteOf(request, incoming.url ?? '');
    requests.push(seen);
    const fault = faults.http?.(seen) ?? null;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') return resetSocket(incoming.socket);
    if (fault?.kind === 'answer') return send(response, fault.status, fault.body ?? {}, fault.headers);
    if (fault?.kind === 'delay') await delay(fault.ms, undefined, { signal: stopped.signal });
    const value = route(request);
    if (fault?.kind === 'lose-answer') return resetSocket(incoming.socket);
    send(response, 200, value);
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      if (stopped.signal.aborted || incoming.socket.destroyed) return;
      if (error instanceof ApiError) send(response, error.status, { error: error.message });
      else send(response, 500, { error: `Server Error: ${String(error)}` });
    });
  });

  const listening = await listen(server, host, port);
  return {
    ...listening,
    requests,
    stop() {
      stopped.abort();
      return listening.stop();
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://demo');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new ApiError(413, `The body is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    parameters: searchParams,
    headers: incoming.headers,
    body: bytes === 0 ? null : parseJson(Buffer.concat(chunks).toString(), 'the body'),
  };
}

function noteOf({ method, path, headers, body }: ApiRequest, url: string): DemoRequest {
  const scheme = /^(Bearer|Basic) /.exec(headers.authorization ?? '')?.[1] ?? null;
  return { at: Date.now(), method, path, url, scheme, body: path === '/auth/token' ? null : body };
}

function send(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers }).end(text);
}
