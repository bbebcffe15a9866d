// The double's own connection to Chromium: DevTools messages, each ended by a zero byte, over a pipe.
import { startChromium, type ChromiumPipe } from './chromium.ts';

export type Params = Record<string, any>; // eslint-disable-line typescript/no-explicit-any -- the protocol is Chromium's
type Listener = (method: string, params: Params) => void;

interface Answer {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: Params;
  result?: Params;
  error?: { message: string };
}

const waiting = new Map<
  number,
  { method: string; resolve: (result: Params) => void; reject: (error: Error) => void }
>();
const sessions = new Map<string, Listener>();
let browserListener: Listener = () => {};
let pipe: ChromiumPipe | undefined;
let lastId = 0;

/** Starts Chromium and listens; `listener` gets what concerns no page. To be called once. */
export async function connectChromium(listener: Listener): Promise<void> {
  browserListener = listener;
  pipe = await startChromium();
  let rest = '';
  pipe.read.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) receive(JSON.parse(message));
  });
}

export function sendToChromium(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
  if (!pipe) return Promise.reject(new Error(`${method}: Chromium has not started`));
  const id = ++lastId;
  const { promise, resolve, reject } = Promise.withResolvers<Params>();
  waiting.set(id, { method, resolve, reject });
  pipe.write.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  return promise;
}

export function listenToPage(sessionId: string, listener: Listener): () => void {
  sessions.set(sessionId, listener);
  return () => sessions.delete(sessionId);
}

function receive({ id, method, sessionId, params = {}, result = {}, error }: Answer): void {
  if (id === undefined) {
    const listener = sessionId ? sessions.get(sessionId) : browserListener;
    if (method) listener?.(method, params);
    return;
  }
  const asked = waiting.get(id);
  waiting.delete(id);
  if (error) asked?.reject(new Error(`${asked.method}: ${error.message}`));
  else asked?.resolve(result);
}
