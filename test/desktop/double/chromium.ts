// The browser behind the double's windows. Playwright speaks to it over a port, the double over a pipe:
// when this process ends, however it ends, the pipe closes and Chromium ends, too.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findHeadlessChromium, HOW_TO_GET_CHROMIUM } from '../find-chromium.ts';
import { complain } from './complain.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--no-startup-window',
  '--no-first-run',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-quic',
  '--disable-renderer-backgrounding',
  '--disable-sync',
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
];

export interface ChromiumPipe {
  write: Writable;
  read: Readable;
}

/** Starts Chromium; to be called once. Tells Playwright the port by the line on stderr that it waits for. */
export async function startChromium(): Promise<ChromiumPipe> {
  const binary = process.env['DOUBLE_CHROMIUM'] ?? (await findHeadlessChromium());
  if (!binary) throw new Error(`No Chromium for the windows of the double: ${HOW_TO_GET_CHROMIUM}`);
  const profile = mkdtempSync(join(tmpdir(), 'electron-double-'));
  const child = spawn(binary, [...FLAGS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  process.on('exit', () => {
    child.kill('SIGKILL');
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // Chromium's helpers may still write there; the folder is the system's temporary one.
    }
  });
  const { promise, resolve, reject } = Promise.withResolvers<ChromiumPipe>();
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    if (process.env['DOUBLE_DEBUG']) process.stderr.write(bytes);
    said += bytes.toString();
    const line = /^DevTools listening on ws:\S+\n/m.exec(said)?.[0];
    if (!line) return;
    said = '';
    process.stderr.write(line);
    resolve({ write: child.stdio[3] as Writable, read: child.stdio[4] as Readable });
  });
  child.on('error', reject);
  child.on('exit', (code, signal) => {
    reject(new Error(`Chromium ended with ${code ?? signal}: ${said.slice(-500)}`));
    complain(`Chromium ended with ${code ?? signal} while the app was running`);
    process.exit(1);
  });
  return promise;
}
