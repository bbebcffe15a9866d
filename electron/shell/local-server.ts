// The loopback server of the application, where the settings want one: the same as that of `wherry serve`.
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AppSettings } from '#shared/settings.ts';
import type { Log } from '#engine/log.ts';
import { startServer, type Server, type ServerOptions } from '#server/server.ts';
import { removeServerFile, serverFilePath, writeServerFile } from '#server/server-file.ts';
import { keptToken } from '#server/token.ts';
import type { LocalServer } from './settings-in-force.ts';

/** server.json names it while it is there, and only then. */
export function createLocalServer(
  dataDirectory: string,
  engine: ServerOptions['engine'],
  log: Pick<Log, 'error'>,
): LocalServer {
  const file = serverFilePath(dataDirectory);
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
      const token = keptToken(dataDirectory);
      const pages = path.join(import.meta.dirname, '../renderer');
      const server = await startServer({ engine, token, port: settings.port, pages, report: log.error });
      running = { server, settings };
      writeServerFile(file, { url: server.url, token, pid: process.pid });
    },
  };
}
