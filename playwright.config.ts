// The specs in a browser's page: test/desktop drives the built app by Playwright's Electron driver, test/browser the
// renderer over `wherry serve` in plain Chromium. `npm test` builds the app before; `npx playwright test` does not.
import { defineConfig } from 'playwright/test';
import { IS_WHOLE } from './test/helpers/sample.ts';
import { findHeadlessChromium, HOW_TO_GET_CHROMIUM } from './test/desktop/find-chromium.ts';

const chromium = await findHeadlessChromium();
const isReal = process.env['WHERRY_ELECTRON'] === 'real';
if (!chromium && !isReal) throw new Error(`No Chromium on this machine: ${HOW_TO_GET_CHROMIUM}`);
// For the double in the workers, which need not look again.
if (chromium) process.env['DOUBLE_CHROMIUM'] ??= chromium;

const isCi = Boolean(process.env['CI']);

export default defineConfig({
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: isCi,
  // As in vitest.config.ts.
  retries: isCi ? 1 : 0,
  // The long ones, the looks among them.
  ...(!IS_WHOLE && { grepInvert: /@whole/ }),
  timeout: 60_000,
  expect: { timeout: 20_000, toHaveScreenshot: { animations: 'disabled', caret: 'hide', maxDiffPixelRatio: 0.002 } },
  // The fonts are bundled, so one set of snapshots is enough. How they are smoothed differs by system and Chromium all the
  // same: the pictures are those of the machine that CI sets up.
  snapshotPathTemplate: '{testDir}/snapshots/{testFileName}/{arg}{ext}',
  ignoreSnapshots: !isCi || process.platform !== 'linux',
  reporter: 'list',
  use: {
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
