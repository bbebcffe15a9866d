// Where a Chromium is on this machine: WHERRY_CHROMIUM, the system's by its usual names, Playwright's own.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Chromium without its own windows: it starts in half the time. */
const HEADLESS_SHELL = 'chromium-headless-shell';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  HEADLESS_SHELL,
];

const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS = [
  'Chromium/Application/chrome.exe',
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];

export const HOW_TO_GET_CHROMIUM = "npx playwright install chromium, or install your system's chromium";

/** The path of a Chromium's binary; undefined where there is none. A WHERRY_CHROMIUM that does not exist throws. */
export async function findChromium(environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const wanted = environment['WHERRY_CHROMIUM'];
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`WHERRY_CHROMIUM is ${wanted}, and there is no such file`);
    return wanted;
  }
  const ofSystem = systemPaths(environment).find((path) => existsSync(path));
  if (ofSystem) return ofSystem;
  const { chromium } = await import('playwright'); // takes its time, so only where it is needed
  return [chromium.executablePath()].find((path) => existsSync(path));
}

/** The Chromium for specs, which see no windows: the headless shell where there is one, since it draws in less time, too. */
export async function findHeadlessChromium(environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const shell = environment['WHERRY_CHROMIUM']
    ? undefined
    : inPath([HEADLESS_SHELL], environment).find((path) => existsSync(path));
  return shell ?? (await findChromium(environment));
}

function systemPaths(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') return MAC;
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => environment[name]);
    return roots.flatMap((root) => (root ? WINDOWS.map((path) => join(root, path)) : []));
  }
  return inPath(NAMES, environment);
}

function inPath(names: string[], environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}
