// A small HTTP(S) server that answers as the test says, for answers that no instance would give.
import { type IncomingMessage, type RequestListener, type ServerResponse, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { onTestFinished } from 'vitest';

export interface TestServer {
  url: string;
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
}

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Stopped when the test ends. `tls`: PEM texts of its key and certificate. */
export async function startTestServer(handler: Handler, tls?: { key: string; cert: string }): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const listener: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body: '' };
    requests.push(received);
    request.setEncoding('utf8').on('data', (text: string) => (received.body += text));
    request.on('end', () => handler(request, response, requests.length));
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`, requests };
}

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
