// A TCP proxy that breaks the wire in a chosen way. The way can be changed at any time and holds for open connections too.
import { EventEmitter, once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { resetSocket } from '#demo/reset-socket.ts';

/** `up`: what the client sends; `down`: what the server sends. */
export type Direction = 'up' | 'down';

export type ProxyMode =
  | { kind: 'pass' }
  /** Nobody listens on the port; open connections are reset. */
  | { kind: 'refuse' }
  /** Both sides are reset when so many bytes of a connection have passed in the direction; the last may get lost. */
  | { kind: 'reset'; direction: Direction; afterBytes: number }
  /** The receiver of the direction gets exactly so many bytes, then a clean end. */
  | { kind: 'truncate'; direction: Direction; afterBytes: number }
  /**
   * Connections are accepted, nothing passes: from the beginning, or once so many bytes of a connection came down.
   * What was held passes when the mode changes.
   */
  | { kind: 'stall'; afterBytes?: number }
  /** Nothing passes in the direction any more: from the beginning, or after so many bytes of a connection. */
  | { kind: 'half-open'; direction: Direction; afterBytes?: number }
  /** In each direction of each connection. */
  | { kind: 'slow'; bytesPerSecond: number };

export interface FaultProxy {
  host: string;
  port: number;
  /** Connections accepted so far. */
  connections(): number;
  set(mode: ProxyMode): Promise<void>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const SLICES_PER_SECOND = 20;

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let mode: ProxyMode = { kind: 'pass' };
  let accepted = 0;
  const changes = new EventEmitter().setMaxListeners(0);
  const sockets = new Set<Socket>();
  const stopped = new AbortController();

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    accepted += 1;
    const upstream = connect({ host: HOST, port: targetPort, allowHalfOpen: true, noDelay: true });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    function breakBoth(): void {
      resetSocket(client);
      resetSocket(upstream);
    }
    // Whatever breaks one side breaks the other; a broken side is this proxy's everyday life.
    client.on('error', breakBoth);
    upstream.on('error', breakBoth);
    const passed = { up: 0, down: 0 };
    pump(client, upstream, 'up', passed).catch(breakBoth);
    pump(upstream, client, 'down', passed).catch(breakBoth);
  });

  /** How much of a connection may pass in the direction before all of the rest is held. */
  function beforeHeld(direction: Direction, passed: Record<Direction, number>): number {
    if (mode.kind !== 'stall' && mode.kind !== 'half-open') return Infinity;
    const counted = mode.kind === 'stall' ? 'down' : mode.direction;
    const left = Math.max(0, (mode.afterBytes ?? 0) - passed[counted]);
    if (direction === counted) return left;
    return mode.kind === 'stall' && left === 0 ? 0 : Infinity;
  }

  async function pump(
    from: Socket,
    to: Socket,
    direction: Direction,
    passed: Record<Direction, number>,
  ): Promise<void> {
    /** Waits where nothing may pass, and returns how much may. */
    async function allowance(): Promise<number> {
      for (;;) {
        if (mode.kind === 'slow') {
          await delay(1000 / SLICES_PER_SECOND, undefined, { signal: stopped.signal });
          return Math.max(1, Math.floor(mode.bytesPerSecond / SLICES_PER_SECOND));
        }
        if ((mode.kind === 'reset' || mode.kind === 'truncate') && mode.direction === direction)
          return Math.max(0, mode.afterBytes - passed[direction]);
        const free = beforeHeld(direction, passed);
        if (free > 0) return free;
        await once(changes, 'change', { signal: stopped.signal });
      }
    }

    for await (const chunk of from as AsyncIterable<Buffer>) {
      for (let rest = chunk; rest.length > 0;) {
        const part = rest.subarray(0, await allowance());
        rest = rest.subarray(part.length);
        passed[direction] += part.length;
        await new Promise<void>((resolve, reject) => {
          to.write(part, (error) => (error ? reject(error) : resolve()));
        });
        if (isOver(direction, passed[direction])) return cut(from, to);
      }
    }
    to.end();
  }

  function isOver(direction: Direction, passedBytes: number): boolean {
    if (mode.kind !== 'reset' && mode.kind !== 'truncate') return false;
    return mode.direction === direction && passedBytes >= mode.afterBytes;
  }

  async function cut(from: Socket, to: Socket): Promise<void> {
    if (mode.kind === 'truncate') {
      // Nothing is torn down before the other side has seen the end.
      await once(to.end(), 'close', { signal: stopped.signal });
    }
    resetSocket(to);
    resetSocket(from);
  }

  async function listen(port: number): Promise<void> {
    server.listen(port, HOST);
    await once(server, 'listening');
  }

  async function close(): Promise<void> {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) resetSocket(socket);
    await once(server, 'close');
  }

  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;

  return {
    host: HOST,
    port,
    connections: () => accepted,
    async set(next) {
      mode = next;
      changes.emit('change');
      if (next.kind === 'refuse') await close();
      else if (!server.listening) await listen(port);
    },
    async stop() {
      stopped.abort();
      await close();
    },
  };
}
