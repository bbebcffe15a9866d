// What a spec of the desktop app asks for: test('…', async ({ window, tray, notices }) => …).
// Every test has an app and a data folder of its own; an uncaught error in a page, or something that the double does not
// cover, fails the test.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type ElectronApplication, type Page } from 'playwright/test';
import { createDesktopHand, type DesktopHand } from './desktop.ts';
import { createNotices, type Notices } from './kit.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { createTrayHand, type TrayHand } from './tray.ts';

export interface Options {
  /** test.use({ appPath }): another app than Wherry. */
  appPath: string;
  /** test.use({ environment }): more environment for the app. */
  environment: Record<string, string>;
  /** test.use({ appArguments }): more arguments for the app. */
  appArguments: string[];
}

export interface Fixtures {
  /** The test's own folder; the app's data directory is <folder>/data. */
  folder: string;
  dataDir: string;
  /** Starts the app; again, after a spec has killed it, with the same data. */
  launch: () => Promise<LaunchedApp>;
  launched: LaunchedApp;
  app: ElectronApplication;
  /** The app's first window, loaded. */
  window: Page;
  tray: TrayHand;
  notices: Notices;
  desktop: DesktopHand;
}

export { expect };

export const test = base.extend<Options & Fixtures>({
  appPath: [join(import.meta.dirname, '../..'), { option: true }],
  environment: [{}, { option: true }],
  appArguments: [[], { option: true }],

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'wherry-desktop-'));
    await use(folder);
    await removeFolder(folder);
  },
  dataDir: ({ folder }, use) => use(join(folder, 'data')),

  launch: async ({ appPath, folder, environment, appArguments }, use, info) => {
    const all: LaunchedApp[] = [];
    const pageErrors: string[] = [];
    await use(async () => {
      const launched = await launchApp({ appPath, folder, environment, appArguments });
      launched.app.context().on('weberror', (event) => pageErrors.push(String(event.error())));
      all.push(launched);
      return launched;
    });
    await Promise.all(all.map(({ app }) => app.close()));
    const output = all.map((launched) => launched.output()).join('\n');
    if (info.status !== info.expectedStatus) await info.attach('output', { body: output, contentType: 'text/plain' });
    const uncovered = output.split('\n').filter((line) => /^electron-double:|The double of electron/.test(line));
    expect([...pageErrors, ...uncovered], 'uncaught errors of pages, and complaints of the double').toEqual([]);
  },

  launched: async ({ launch }, use) => use(await launch()),
  app: ({ launched }, use) => use(launched.app),
  window: async ({ app }, use) => {
    const window = await app.firstWindow();
    await window.waitForURL((url) => url.protocol !== 'about:');
    await use(window);
  },
  tray: ({ app }, use) => use(createTrayHand(app)),
  notices: ({ app }, use) => use(createNotices(app)),
  desktop: ({ launched }, use) => use(createDesktopHand(launched.app, launched.start)),
});

/** The Chromium of an app that was killed notices it a moment later, and writes to its profile until then. */
async function removeFolder(folder: string): Promise<void> {
  await expect(async () => {
    await rm(folder, { recursive: true, force: true });
    expect(existsSync(folder)).toBe(false);
  }).toPass({ timeout: 20_000 });
}
