// The specs in a browser's page: test/desktop drives the built app by Playwright's Electron driver, test/browser the
// renderer over `wherry serve` in plain Chromium. `npm test` builds the app before; `npx playwright test` does not.
import { defineConfig } from 'playwright/test';
import { findChromium, findChromiumForDouble, HOW_TO_GET_CHROMIUM } from './test/desktop/find-chromium.ts';

const chromium = await findChromium();
const isReal = process.env['WHERRY_ELECTRON'] === 'real';
if (!chromium && !isReal) throw new Error(`No Chromium on this machine: ${HOW_TO_GET_CHROMIUM}`);
// For the double in the workers, which need not look again.
const ofDouble = await findChromiumForDouble();
if (ofDouble) process.env['DOUBLE_CHROMIUM'] ??= ofDouble;

const isCi = Boolean(process.env['CI']);

export default defineConfig({
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: isCi,
  timeout: 60_000,
  expect: { timeout: 10_000, toHaveScreenshot: { animations: 'disabled', caret: 'hide', maxDiffPixelRatio: 0.002 } },
  // The fonts are bundled, so one set of snapshots is enough; how they are smoothed differs by system all the same.
  snapshotPathTemplate: '{testDir}/snapshots/{testFileName}/{arg}{ext}',
  ignoreSnapshots: process.platform !== 'linux',
  reporter: 'list',
  use: {
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', testDir: 'test/desktop' },
    {
      name: 'browser',
      testDir: 'test/browser',
      use: {
        browserName: 'chromium',
        launchOptions: chromium ? { executablePath: chromium } : {},
        viewport: { width: 1280, height: 800 },
      },
    },
  ],
});
