// `wherry serve`: the engine with the application's rules, without a window; its pages and its API over HTTP.
import type { LogLine } from '#shared/log-line.ts';
import type { LogLine as WrittenLine } from '#engine/log-file.ts';
import type { Host } from '#host/host.ts';
import { isLoopback } from '#server/access.ts';
import { BUILT_RENDERER } from '#server/page.ts';
import { type Server, startServer } from '#server/server.ts';
import { removeServerFile, serverFilePath, writeServerFile } from '#server/server-file.ts';
import { keptToken, readTokenFile } from '#server/token.ts';
import { openAppHost } from './app-host.ts';
import { buildMissingPages } from './build-pages.ts';
import { createConsole } from './console.ts';
import { appDirectory } from './data-directory.ts';
import { EXIT } from './exit-code.ts';
import { openInBrowser } from './open-in-browser.ts';

export interface ServeOptions {
  dataDir?: string | undefined;
  /** Default: what the settings say. 0: any that is free. */
  port?: number | undefined;
  host?: string | undefined;
  tokenFile?: string | undefined;
  open: boolean;
}

export async function serve(options: ServeOptions): Promise<number> {
  const directory = appDirectory(options.dataDir);
  await buildMissingPages(BUILT_RENDERER, say);
  const host = await openAppHost(directory);
  const removeHandlers = stopOnSignals(host);
  const output = createConsole({ showsRule: true });
  let server: Server | null = null;
  try {
    host.acquire();
    host.subscribe((event) => {
      if (event.type === 'log-line') output.line(forConsole(event.line));
      else output.event(event);
    });
    server = await listen(host, directory, options);
    await host.runSchedules();
    return EXIT.ok;
  } finally {
    await server?.close();
    removeServerFile(serverFilePath(directory));
    host.stopping.done();
    removeHandlers();
    output.end();
    await host.close();
  }
}

async function listen(host: Host, directory: string, options: ServeOptions): Promise<Server> {
  const token = options.tokenFile === undefined ? keptToken(directory) : readTokenFile(options.tokenFile);
  const server = await startServer({
    engine: host,
    token,
    port: options.port ?? host.settings().server.port,
    ...(options.host === undefined ? {} : { host: options.host }),
    pages: BUILT_RENDERER,
    report: (message) => void process.stderr.write(`wherry: ${host.redact(message)}\n`),
  });
  const address = `${server.url}#token=${token}`;
  writeServerFile(serverFilePath(directory), { url: server.url, token, pid: process.pid });
  say(`Wherry is at ${address}`);
  if (options.host !== undefined && !isLoopback(options.host)) {
    say('Others in the network can reach it, and HTTP is readable on the way: put a TLS proxy before it.');
  }
  if (options.open && !(await openInBrowser(address))) say('No browser could be started: open that address yourself.');
  return server;
}

/** First Ctrl-C or SIGTERM: no new file, the running command gets a grace time. Second: by force (b60). */
function stopOnSignals({ stopping }: Host): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    say(stopping.stop.aborted ? `${signal} again: ending at once` : `${signal}: finishing what is under way`);
    stopping.request();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}

function forConsole({ rule, file, ...line }: LogLine): WrittenLine {
  return { ...line, subject: { ...(rule === null ? {} : { rule }), ...(file === null ? {} : { file }) } };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
