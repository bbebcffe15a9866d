// Starts the built app in a folder of its own, through Playwright's own Electron driver.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright/test';
import { electronPath } from './which-electron.ts';

export interface LaunchOptions {
  /** The folder with the app's package.json. */
  appPath: string;
  /** A fresh folder; the app's data go to <folder>/data, the desktop's configuration to <folder>/config,
   * and what the app takes for the system's temporary folder is <folder>/tmp. */
  folder: string;
  /** More environment for the app. */
  environment: Record<string, string>;
  /** More arguments for the app. */
  appArguments?: string[];
}

export interface LaunchedApp {
  app: ElectronApplication;
  start: { args: string[]; env: Record<string, string> };
  /** What the app has written so far, to stdout and stderr. */
  output(): string;
}

/** To be loaded by `-r`. */
export const KIT = join(import.meta.dirname, 'kit.cjs');

export async function launchApp({
  appPath,
  folder,
  environment,
  appArguments = [],
}: LaunchOptions): Promise<LaunchedApp> {
  electronPath(); // throws, where Playwright would start a download
  const args = [appPath, ...appArguments];
  const env = await environmentFor(folder, environment);
  // colorScheme null: Playwright would otherwise set light over what the app's nativeTheme says.
  const app = await _electron.launch({ args: ['-r', KIT, ...args], env, colorScheme: null, timeout: 45_000 });
  const said: string[] = [];
  const child = app.process();
  child.stdout?.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  return { app, start: { args, env }, output: () => said.join('') };
}

/** Of an app whose files are all in that folder. */
export async function environmentFor(
  folder: string,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary, { recursive: true });
  return {
    ...inherited(),
    WHERRY_DATA_DIR: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    TMPDIR: temporary,
    ...more,
  };
}

/** This process's environment without its own WHERRY_ settings. */
function inherited(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('WHERRY_'),
  );
  return Object.fromEntries(kept);
}
