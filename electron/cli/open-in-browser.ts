import { spawn } from 'node:child_process';

/** By the platform's own opener. False: there is none, or it could not be started. */
export async function openInBrowser(url: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [program, ...args] = openerOf(platform);
  const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  opener.once('spawn', () => resolve(true));
  opener.once('error', () => resolve(false));
  opener.unref();
  return await promise;
}

function openerOf(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  // Not `start`: cmd.exe would read an & of the address as its own.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
