import type { Server } from 'node:net';

/** Listens and returns the port; rejects where it is taken. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`no port: ${String(address)}`);
  return address.port;
}
