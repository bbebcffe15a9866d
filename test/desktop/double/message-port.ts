// MessagePortMain and MessageChannelMain. A port has either a peer in this process or one in a page.
import { EventEmitter } from 'node:events';
import { createCodec } from './codec.ts';
import { makeLoud } from './loud.ts';
import type { ToPage } from './page-message.ts';

const codec = createCodec();

/** Where a port's messages go when its other end is in a page. */
export interface PagePort {
  id: string;
  deliver: (message: ToPage) => void;
}

/** Ports by the id under which a page knows them: what arrives from the page for an id goes to its port. */
export const portsOfPages = new Map<string, (data: unknown) => void>();

export class MessagePortMain extends EventEmitter {
  peer: MessagePortMain | undefined;
  inPage: PagePort | undefined;
  #waiting: unknown[] = [];
  #isStarted = false;

  start(): void {
    this.#isStarted = true;
    for (const data of this.#waiting.splice(0)) this.#tell(data);
  }

  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    if (transfer.length > 0) throw new Error('The double of electron does not cover ports within port messages');
    const data = codec.encode(message);
    if (this.inPage) this.#toPage(this.inPage, data);
    else queueMicrotask(() => this.peer?.arrive(data));
  }

  /** A message for this end: it waits until start(), or goes on to the page that this end was given to. */
  arrive(data: unknown): void {
    if (this.inPage && !this.peer) this.#tellOrWait(data);
    else if (this.inPage) this.#toPage(this.inPage, data);
    else this.#tellOrWait(data);
  }

  close(): void {
    if (this.inPage) this.inPage.deliver({ type: 'close-port', id: this.inPage.id });
    this.emit('close');
    this.peer?.emit('close');
  }

  #toPage({ id, deliver }: PagePort, data: unknown): void {
    deliver({ type: 'port', id, data });
  }

  #tellOrWait(data: unknown): void {
    if (this.#isStarted) this.#tell(data);
    else this.#waiting.push(data);
  }

  #tell(data: unknown): void {
    this.emit('message', { data: codec.decode(data), ports: [] });
  }
}
makeLoud(MessagePortMain, 'MessagePortMain');

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

/** A port that a page has sent here. */
export function portFromPage(id: string, deliver: PagePort['deliver']): MessagePortMain {
  const port = new MessagePortMain();
  port.inPage = { id, deliver };
  portsOfPages.set(id, (data) => port.arrive(data));
  return port;
}

/** Gives a port of this process to a page. */
export function portToPage(port: MessagePortMain, id: string, deliver: PagePort['deliver']): void {
  port.inPage = { id, deliver };
  portsOfPages.set(id, (data) => port.peer?.arrive(data));
}
