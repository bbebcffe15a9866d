// `npm run screenshots`: the pictures of the README, of the real pages over the demo instance, into docs/images.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../desktop/find-chromium.ts';
import { serve, type Served } from './served.ts';

const OUT = join(import.meta.dirname, '../../docs/images');

/** By file name: where to go, and what to do there before the picture is taken. */
const PICTURES: Record<string, { to: string; scheme: 'light' | 'dark'; prepare: (page: Page) => Promise<void> }> = {
  files: {
    to: '/files',
    scheme: 'light',
    async prepare(page) {
      await page.getByText('returns.csv').click();
      await page.getByRole('dialog').getByText('Exit code 3').first().waitFor();
    },
  },
  attention: {
    to: '/attention',
    scheme: 'dark',
    prepare: async (page) => await page.getByText('customers.csv').first().waitFor(),
  },
  editor: {
    to: '/rules',
    scheme: 'light',
    async prepare(page) {
      await page.getByRole('link', { name: 'Demo' }).first().click();
      await page
        .getByRole('navigation', { name: 'Parts of the rule' })
        .getByRole('button', { name: 'Commands' })
        .click();
      await page.locator('.cm-content').first().waitFor();
    },
  },
};

const executablePath = await findChromium();
if (!executablePath) throw new Error(`No Chromium on this machine: ${HOW_TO_GET_CHROMIUM}`);
const folder = mkdtempSync(join(tmpdir(), 'wherry-screenshots-'));
mkdirSync(OUT, { recursive: true });
const wherry = await serve(folder);
try {
  const { ruleId } = await wherry.call('demo.start', {});
  await wherry.call('rule.run', { ruleId });
  await takeAll(wherry);
} finally {
  await wherry.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function takeAll({ address }: Served): Promise<void> {
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  for (const [name, { to, scheme, prepare }] of Object.entries(PICTURES)) {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    await page.goto(address(to));
    await prepare(page);
    await page.screenshot({ path: join(OUT, `${name}.png`) });
    await page.close();
    process.stdout.write(`docs/images/${name}.png\n`);
  }
  await browser.close();
}
