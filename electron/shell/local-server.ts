// The loopback server of the application, where the settings want one: the same as that of `wherry serve`.
import { isDeepStrictEqual } from 'node:util';
import type { AppSettings } from '#shared/settings.ts';
import type { Log } from '#engine/log.ts';
import { startServer, type Server, type ServerOptions } from '#server/server.ts';
import { removeServerFile, serverFilePath, writeServerFile } from '#server/server-file.ts';
import { keptToken } from '#server/token.ts';
import type { Places } from './names-and-places.ts';
import type { LocalServer } from './settings-in-force.ts';

/** server.json names it while it is there, and only then. */
export function createLocalServer(
  places: Places,
  engine: ServerOptions['engine'],
  version: string,
  log: Pick<Log, 'error'>,
): LocalServer {
  const file = serverFilePath(places.data);
  let running: { server: Server; settings: AppSettings['server'] } | null = null;

  async function close(): Promise<void> {
    const ending = running;
    running = null;
    removeServerFile(file);
    await ending?.server.close();
  }

  return {
    close,
    async follow(settings) {
      if (isDeepStrictEqual(running?.settings, settings)) return;
      await close();
      if (!settings.isEnabled) return;
      const token = keptToken(places.data);
      const server = await startServer({
        engine,
        version,
        token,
        port: settings.port,
        pages: places.renderer,
        report: log.error,
      });
      running = { server, settings };
      writeServerFile(file, { url: server.url, token, pid: process.pid });
    },
  };
}
