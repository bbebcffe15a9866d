import type { Socket } from 'node:net';

/**
 * Breaks a connection so that the other side sees a reset, not an end. May be called at any time, twice too.
 * A socket whose end is on its way is destroyed without one: Node would never free it (`reset` fails with EINVAL, and a
 * worker thread then spins for ever when it exits).
 */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
