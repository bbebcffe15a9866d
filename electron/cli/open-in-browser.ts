import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** An opener that has found no browser says so within this time; one that goes on has become the browser. */
const OPENER_MS = 3_000;

/** By the platform's own opener. False: there is none, or it has failed. */
export async function openInBrowser(url: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [program, ...args] = openerOf(platform);
  const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  opener.unref();
  const ended = new AbortController();
  const code = await Promise.race([
    once(opener, 'exit', { signal: ended.signal }).then(([exitCode]) => exitCode === 0),
    delay(OPENER_MS, true, { signal: ended.signal }),
  ]).catch(() => false);
  ended.abort();
  return code;
}

function openerOf(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  // Not `start`: cmd.exe would read an & of the address as its own.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
