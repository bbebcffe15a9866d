import type { Server, Socket } from 'node:net';
import { resetSocket } from './reset-socket.ts';

export interface Listening {
  port: number;
  /** Breaks every connection, as a network that goes away. */
  disconnect(): void;
  /** Breaks every connection and frees the port. */
  stop(): Promise<void>;
}

/** Rejects where the port is taken; 0 is any free one. */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`no port: ${String(address)}`);

  function disconnect(): void {
    for (const socket of sockets) resetSocket(socket);
  }
  return {
    port: address.port,
    disconnect,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        disconnect();
      });
    },
  };
}
