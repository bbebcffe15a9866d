// In a browser: calls by POST, events as server-sent events over fetch, since EventSource cannot send a token.
import type { Answer } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { CallError } from './call-error.ts';
import { createEventReader } from './event-reader.ts';
import type { Connection, Transport } from './transport.ts';

export interface HttpSettings {
  /** Ends with a slash. */
  baseUrl: string;
  token: string | null;
  /** Waits between attempts to get the events back: doubled from the first to the last. */
  retryMs?: { first: number; last: number };
  /** Silence longer than this is a lost connection; the server writes a comment more often. */
  silenceMs?: number;
}

const NOT_CONNECTED = {
  code: 'not-connected',
  message: 'Wherry does not answer',
  kind: 'transient',
  hint: 'Is it still running? This page tries again by itself.',
} as const;

const REFUSED = {
  code: 'token-refused',
  message: 'Wherry does not accept the token of this page',
  kind: 'config',
  hint: 'Open the address that “wherry serve” prints, or start it with --open.',
} as const;

export function createHttpTransport(settings: HttpSettings): Transport {
  const { baseUrl, token } = settings;
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };

  async function call(name: string, input: unknown): Promise<unknown> {
    const response = await post(`${baseUrl}api/call/${encodeURIComponent(name)}`, headers, input);
    if (response.status === 401) throw new CallError(REFUSED);
    const answer = await readAnswer(response);
    if (!answer.ok) throw new CallError(answer.error);
    return answer.value;
  }

  function listen(onEvent: (event: EngineEvent) => void, onConnection: (connection: Connection) => void): () => void {
    const stopping = new AbortController();
    void keepReading(onEvent, onConnection, stopping.signal);
    return () => stopping.abort();
  }

  async function keepReading(
    onEvent: (event: EngineEvent) => void,
    onConnection: (connection: Connection) => void,
    stop: AbortSignal,
  ): Promise<void> {
    const { first, last } = settings.retryMs ?? { first: 500, last: 10_000 };
    let waitMs = first;
    while (!stop.aborted) {
      const end = await readEvents(onEvent, stop, () => {
        waitMs = first;
        onConnection('open');
      });
      if (stop.aborted) return;
      onConnection(end);
      if (end === 'refused') return;
      await sleep(waitMs, stop);
      waitMs = Math.min(waitMs * 2, last);
    }
  }

  /** One stream from its begin to its end, which is told as a state of the connection. */
  async function readEvents(
    onEvent: (event: EngineEvent) => void,
    stop: AbortSignal,
    onOpen: () => void,
  ): Promise<'lost' | 'refused'> {
    const silence = new AbortController();
    const restart = () => setTimeout(() => silence.abort(), settings.silenceMs ?? 45_000);
    let timer = restart();
    try {
      const response = await fetch(`${baseUrl}api/events`, {
        headers,
        signal: AbortSignal.any([stop, silence.signal]),
      });
      if (response.status === 401) return 'refused';
      if (!response.ok || !response.body) return 'lost';
      onOpen();
      const read = createEventReader(onEvent);
      for await (const chunk of decoded(response.body)) {
        clearTimeout(timer);
        timer = restart();
        read(chunk);
      }
      return 'lost';
    } catch (thrown) {
      // fetch fails by TypeError where nobody listens, by AbortError where we stopped it; all else is a defect of ours.
      if (thrown instanceof TypeError || (thrown instanceof DOMException && thrown.name === 'AbortError'))
        return 'lost';
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  return { call, listen };
}

async function post(url: string, headers: Record<string, string>, input: unknown): Promise<Response> {
  try {
    return await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
  } catch {
    throw new CallError(NOT_CONNECTED);
  }
}

async function readAnswer(response: Response): Promise<Answer<unknown>> {
  const text = await response.text();
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are of one build
    return JSON.parse(text) as Answer<unknown>;
  } catch {
    throw new CallError({
      code: 'strange-answer',
      message: `The answer is no JSON (HTTP ${response.status}): ${text.slice(0, 200)}`,
      kind: 'internal',
      hint: 'Does another program listen at this address?',
    });
  }
}

async function* decoded(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

function sleep(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
