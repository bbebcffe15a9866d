// Calls and events over HTTP, against a real server that refuses, breaks off and comes back.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '#shared/event.ts';
import { createHttpTransport } from '../../renderer/api/http-transport.ts';
import type { Connection } from '../../renderer/api/transport.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

async function serve(listener: RequestListener, port = 0): Promise<{ server: Server; baseUrl: string; port: number }> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port: taken } = server.address() as AddressInfo;
  return { server, baseUrl: `http://127.0.0.1:${taken}/`, port: taken };
}

const tellOnce: RequestListener = (_, response) => void response.write('data: {"type":"rules-changed"}\n\n');

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function listenTo(baseUrl: string, settings: { silenceMs?: number } = {}) {
  const events: EngineEvent[] = [];
  const states: Connection[] = [];
  const transport = createHttpTransport({ baseUrl, token: 't', retryMs: { first: 5, last: 20 }, ...settings });
  cleanUps.push(
    transport.listen(
      (event) => events.push(event),
      (state) => states.push(state),
    ),
  );
  return { events, states };
}

describe('calls', () => {
  it('send name, input and token, and give the value', async () => {
    const seen: unknown[] = [];
    const { baseUrl } = await serve((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization);
      void bodyOf(request).then((text) => {
        seen.push(text);
        return response.end(JSON.stringify({ ok: true, value: [1] }));
      });
    });
    const transport = createHttpTransport({ baseUrl, token: 'abc' });
    expect(await transport.call('rule.run', { ruleId: 'ä' })).toEqual([1]);
    expect(seen).toEqual(['POST', '/api/call/rule.run', 'Bearer abc', '{"ruleId":"ä"}']);
  });

  it('an error comes as it was: code, message, kind, hint', async () => {
    const error = { code: 'rule-unknown', message: 'there is no rule x', kind: 'config', hint: 'Look at Rules.' };
    const { baseUrl } = await serve(
      (_, response) => void response.writeHead(400).end(JSON.stringify({ ok: false, error })),
    );
    await expect(createHttpTransport({ baseUrl, token: null }).call('rule.run', {})).rejects.toMatchObject(error);
  });

  it('a server that is away, a token that is refused and a foreign answer are told apart, each with a hint', async () => {
    const { baseUrl, server } = await serve((request, response) => {
      if (request.url?.endsWith('one')) response.writeHead(401).end('{}');
      else response.end('<html>a router</html>');
    });
    const transport = createHttpTransport({ baseUrl, token: 'old' });
    const hint = expect.any(String);
    await expect(transport.call('one', {})).rejects.toMatchObject({ code: 'token-refused', hint });
    await expect(transport.call('two', {})).rejects.toMatchObject({ code: 'strange-answer', hint });
    server.closeAllConnections();
    server.close();
    await expect(transport.call('two', {})).rejects.toMatchObject({ code: 'not-connected', hint });
  });
});

describe('events', () => {
  it('arrive in order, however the stream is cut into pieces', async () => {
    const { baseUrl } = await serve((_, response) => {
      const text =
        ': welcome\n\ndata: {"type":"rules-changed"}\n\ndata: {"type":\ndata: "settings-changed","x":"ü"}\r\n\r\n';
      for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]));
    });
    const { events, states } = listenTo(baseUrl);
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events).toEqual([{ type: 'rules-changed' }, { type: 'settings-changed', x: 'ü' }]);
    expect(states).toEqual(['open']);
  });

  it('a stream that ends is opened again, also when the server was away for a while', async () => {
    const { baseUrl, server, port } = await serve(tellOnce);
    const { events, states } = listenTo(baseUrl);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    server.closeAllConnections();
    server.close();
    await vi.waitFor(() => expect(states.filter((state) => state === 'lost').length).toBeGreaterThan(2));
    await serve(tellOnce, port);
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(states.at(-1)).toBe('open');
  });

  it('a line that is silent for too long counts as lost', async () => {
    const { baseUrl } = await serve((_, response) => void response.write(': welcome\n\n'));
    const { states } = listenTo(baseUrl, { silenceMs: 200 });
    await vi.waitFor(() => expect(states.join(' ')).toContain('open lost open'), 10_000);
  });

  it('a refused token is not tried again', async () => {
    let asked = 0;
    const { baseUrl } = await serve((_, response) => {
      asked += 1;
      response.writeHead(401).end();
    });
    const { states } = listenTo(baseUrl);
    await vi.waitFor(() => expect(states).toEqual(['refused']));
    expect(asked).toBe(1);
  });

  it('nothing is told after the end', async () => {
    const { baseUrl, server } = await serve((_, response) => void response.write(': welcome\n\n'));
    const states: Connection[] = [];
    const stop = createHttpTransport({ baseUrl, token: 't' }).listen(
      () => {},
      (state) => states.push(state),
    );
    await vi.waitFor(() => expect(states).toEqual(['open']));
    stop();
    await vi.waitFor(async () => {
      const open = await new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
      expect(open).toBe(0);
    });
    expect(states).toEqual(['open']);
  });
});
