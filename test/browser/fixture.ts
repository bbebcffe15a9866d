// What a spec of a page asks for: test('…', async ({ page, open, wherry }) => …). Each test has a `wherry serve` of its own
// on a free port; an error in the page or in its console (a breach of the content security policy, too) fails the test.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from 'playwright/test';
import { addRules, NOW, seedStore } from './seed.ts';
import { serve, type Served } from './served.ts';

interface Options {
  /** `busy`: files in every state, runs and rules as seed.ts has them, and the page's clock stands at NOW. */
  seed: 'none' | 'busy';
  /** What the page may complain of, where a spec takes something away from it. */
  expectedErrors: RegExp | null;
}

interface Fixtures {
  dataDir: string;
  wherry: Served;
  /** Goes to a place of the pages, `/files`, and waits until its title is there. */
  open: (to: string) => Promise<void>;
}

export { expect };

export const test = base.extend<Options & Fixtures>({
  seed: ['none', { option: true }],
  expectedErrors: [null, { option: true }],
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'wherry-browser-'));
    await use(join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  },

  wherry: async ({ dataDir, seed }, use, info) => {
    await mkdir(dataDir, { recursive: true });
    if (seed === 'busy') seedStore(dataDir);
    const served = await serve(dataDir);
    if (seed === 'busy') await addRules(served);
    await use(served);
    await served.stop();
    if (info.status !== info.expectedStatus) {
      await info.attach('output', { body: served.output(), contentType: 'text/plain' });
    }
  },

  // Needs `wherry`, so that it ends after the page was judged: a page that has lost its server complains.
  page: async ({ page, seed, wherry, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !expectedErrors?.test(message.text())) errors.push(message.text());
    });
    if (seed === 'busy') await page.clock.setFixedTime(NOW);
    await use(page);
    expect(errors, `errors of the page; the server said:\n${wherry.output()}`).toEqual([]);
  },

  open: ({ page, wherry }, use) =>
    use(async (to) => {
      await page.goto(wherry.address(to));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 30_000 });
    }),
});

/** Rules of WCAG 2 A and AA; the failure names the element and how to mend it. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
  expect(found).toEqual([]);
}

/** Takes its time: call `test.slow()`. In both schemes, at the size of design and at the smallest window: `files-busy-dark-900.png`. */
export async function expectLooks(page: Page, name: string): Promise<void> {
  // Away from whatever it would hover.
  await page.mouse.move(0, 0);
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page).toHaveScreenshot(`${name}-${colorScheme}-${width}.png`);
    }
  }
}
