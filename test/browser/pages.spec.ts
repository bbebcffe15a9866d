// All pages, one after the other, as a person walks through them.
import type { Page } from 'playwright/test';
import { expect, expectAccessible, expectLooks, test } from './fixture.ts';

const PAGES = ['Files', 'Attention', 'Runs', 'Rules', 'Logs', 'Settings', 'About'] as const;

test('each page is there by its link, marks when, and says in the title where one is', async ({ page, open }, info) => {
  await open('/files');
  const took: string[] = [];
  for (const name of PAGES) {
    const marks = await shownAt(page);
    const askedAt = await page.evaluate(() => performance.now());
    await page.getByRole('link', { name, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(name));
    const at = (await shownAt(page)).at(-1)!;
    if (name !== 'Files') expect((await shownAt(page)).length).toBeGreaterThan(marks.length);
    took.push(`${name} ${Math.max(0, at - askedAt).toFixed(0)} ms`);
  }
  // Figures for who looks, never a test.
  await info.attach('shown after', { body: took.join('\n'), contentType: 'text/plain' });
});

test('About is accessible and looks as it should', { tag: '@whole' }, async ({ page, open }) => {
  test.slow();
  await open('/about');
  await expect(page.getByText('Support bundle', { exact: true }).first()).toBeVisible();
  await page
    .locator('code')
    .evaluateAll((paths) => paths.forEach((path) => (path.textContent = 'the same in each picture')));
  await expectAccessible(page);
  await expectLooks(page, 'about');
});

function shownAt(page: Page): Promise<number[]> {
  return page.evaluate(() => performance.getEntriesByName('page-shown').map(({ startTime }) => startTime));
}
