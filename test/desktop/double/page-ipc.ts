/// <reference lib="dom" />
// ipcRenderer, in the page. The page is given the source of this function: it must use nothing from outside itself.
import type { Codec } from './codec.ts';
import type { FromPage, PageConfig, ToPage } from './page-message.ts';

type Listener = (event: object, ...args: unknown[]) => void;

export interface PageIpc {
  ipcRenderer: object;
  receive(message: ToPage): void;
  /** Asks the main side whether the page may; answers what the app's handler said. */
  ask(permission: string, isCheck: boolean): Promise<boolean>;
}

export function createPageIpc(codec: Codec, config: PageConfig, send: (message: FromPage) => void): PageIpc {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, { listener: Listener; run: Listener }[]>();
  const ports = new Map<string, MessagePort>();
  let lastId = 0;

  const adopt = (port: MessagePort, id: string): string => {
    ports.set(id, port);
    port.addEventListener('message', (event) => send({ type: 'port', id, data: codec.encode(event.data) }));
    port.start();
    return id;
  };

  const request = (make: (id: number) => FromPage): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const message = make(++lastId);
      waiting.set(lastId, { resolve, reject });
      send(message);
    });

  const add = (channel: string, listener: Listener, run: Listener) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, run }]);
    return ipcRenderer;
  };

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      request((id) => ({ type: 'invoke', id, channel, args: codec.encode(args) })),
    send: (channel: string, ...args: unknown[]) => send({ type: 'send', channel, args: codec.encode(args), ports: [] }),
    postMessage: (channel: string, message: unknown, transfer: MessagePort[] = []) => {
      const ids = transfer.map((port) => adopt(port, `page:${config.contentsId}:${++lastId}`));
      send({ type: 'send', channel, args: codec.encode([message]), ports: ids });
    },
    on: (channel: string, listener: Listener) => add(channel, listener, listener),
    once: (channel: string, listener: Listener) =>
      add(channel, listener, (...args) => {
        ipcRenderer.removeListener(channel, listener);
        listener(...args);
      }),
    removeListener: (channel: string, listener: Listener) => {
      const left = (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener);
      listeners.set(channel, left);
      return ipcRenderer;
    },
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  };

  const settle = (
    id: number,
    how: (pending: { resolve(value: unknown): void; reject(error: Error): void }) => void,
  ) => {
    const pending = waiting.get(id);
    waiting.delete(id);
    if (pending) how(pending);
  };

  const receive = (message: ToPage): void => {
    if (message.type === 'reply') settle(message.id, ({ resolve }) => resolve(codec.decode(message.value)));
    else if (message.type === 'refusal') settle(message.id, ({ reject }) => reject(new Error(message.error)));
    else if (message.type === 'port') ports.get(message.id)?.postMessage(codec.decode(message.data));
    else if (message.type === 'close-port') ports.get(message.id)?.close();
    else {
      const own = message.ports.map((id) => {
        const { port1, port2 } = new MessageChannel();
        adopt(port1, id);
        return port2;
      });
      const args = codec.decode(message.args) as unknown[];
      for (const { run } of listeners.get(message.channel) ?? []) run({ sender: ipcRenderer, ports: own }, ...args);
    }
  };

  const aliases = { addListener: ipcRenderer.on, off: ipcRenderer.removeListener };
  return {
    ipcRenderer: { ...ipcRenderer, ...aliases },
    receive,
    ask: async (permission, isCheck) =>
      (await request((id) => ({ type: 'permission', id, permission, isCheck }))) === true,
  };
}
