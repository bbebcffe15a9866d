// `wherry serve`: the engine with the application's rules, without a window; its pages and its API over HTTP.
import { request } from 'undici';
import * as z from 'zod';
import { WherryError } from '#engine/errors.ts';
import type { Host } from '#host/host.ts';
import { isLoopback } from '#server/access.ts';
import { BUILT_RENDERER } from '#server/page.ts';
import { type Server, startServer } from '#server/server.ts';
import {
  readServerFile,
  removeServerFile,
  type ServerFile,
  serverFilePath,
  writeServerFile,
} from '#server/server-file.ts';
import { keptToken, readTokenFile } from '#server/token.ts';
import { openAppHost } from './app-host.ts';
import { buildMissingPages } from './build-pages.ts';
import { createConsole } from './console.ts';
import { appDirectory } from './data-directory.ts';
import { readEnvFile } from './env-file.ts';
import { EXIT } from './exit-code.ts';
import { notifyDesktop } from './notify.ts';
import { openInBrowser } from './open-in-browser.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { version } from './version.ts';

export interface ServeOptions {
  dataDir?: string | undefined;
  /** Default: what the settings say. 0: any that is free. */
  port?: number | undefined;
  host?: string | undefined;
  tokenFile?: string | undefined;
  /** Variables of the Data-Sync-Scheduler. */
  envFile?: string | undefined;
  open: boolean;
}

export async function serve(options: ServeOptions): Promise<number> {
  if (options.envFile !== undefined) readEnvFile(options.envFile, process.env);
  const directory = appDirectory(options.dataDir);
  await buildMissingPages(BUILT_RENDERER, say);
  const host = await openAppHost(directory);
  const output = createConsole({ showsRule: true });
  host.subscribe(output.event);
  const removeHandlers = stopOnSignals(host.stopping, host.log);
  try {
    const first = acquire(host, directory);
    return first === null ? await serveUntilStopped(host, directory, options) : await leaveItTo(first, options);
  } finally {
    host.stopping.done();
    await host.close();
    removeHandlers();
    output.end();
  }
}

/** Null: the directory is ours. Else where the one that has it is. @throws `locked` where that has no server */
function acquire(host: Host, directory: string): ServerFile | null {
  try {
    host.acquire();
    return null;
  } catch (error) {
    const first =
      error instanceof WherryError && error.code === 'locked' ? readServerFile(serverFilePath(directory)) : null;
    if (first === null) throw error;
    return first;
  }
}

/** Who wants to see the pages sees those of the one that is there. @throws `locked` where it was to serve */
async function leaveItTo(first: ServerFile, { open }: ServeOptions): Promise<number> {
  const { url, token, pid } = first;
  const address = open ? await inviteBy(first) : null;
  if (address === null) {
    throw new WherryError('locked', `another Wherry (process ${pid}) serves this data directory at ${url}`, {
      kind: 'config',
      hint: open
        ? 'It does not answer at present. Try again, or stop it and start this one.'
        : '"wherry serve --open" opens its pages. To run a second one, give it a directory of its own with --data-dir.',
    });
  }
  say(`Wherry (process ${pid}) is there already, at ${url}#token=${token}`);
  await showPages(address);
  return EXIT.ok;
}

/** An address that lets a browser in once. Null: it does not answer. */
async function inviteBy({ url, token }: ServerFile): Promise<string | null> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await request(`${url}api/invitation`, { method: 'POST', headers });
    return url + Invitation.parse(await body.json()).value.path;
  } catch {
    return null;
  }
}
const Invitation = z.object({ value: z.object({ path: z.string() }) });

async function serveUntilStopped(host: Host, directory: string, options: ServeOptions): Promise<number> {
  const token = options.tokenFile === undefined ? keptToken(directory) : readTokenFile(options.tokenFile);
  const server: Server = await startServer({
    engine: host,
    version: version(),
    token,
    port: options.port ?? host.settings().server.port,
    ...(options.host === undefined ? {} : { host: options.host }),
    pages: BUILT_RENDERER,
    report: (message) => host.log.error(message),
  });
  const endNotifications = notifyDesktop(host, server.showsNotices);
  try {
    writeServerFile(serverFilePath(directory), { url: server.url, token, pid: process.pid });
    say(`Wherry is at ${server.url}#token=${token}`);
    if (options.host !== undefined && !isLoopback(options.host)) {
      say('Others in the network can reach it, and HTTP can be read on its way: put a TLS proxy before it.');
    }
    if (options.open) await showPages(server.invite());
    await host.runSchedules();
    return EXIT.ok;
  } finally {
    endNotifications();
    removeServerFile(serverFilePath(directory));
    await server.close();
  }
}

async function showPages(address: string): Promise<void> {
  if (!(await openInBrowser(address))) say('No browser could be started: open the address above yourself.');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
