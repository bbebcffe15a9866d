// The REST API as a page to read.
import { expect, expectAccessible, test } from './fixture.ts';

test('the REST API can be read in a browser, by keys too', { tag: '@whole' }, async ({ page, wherry }) => {
  await page.goto(wherry.address('/files').replace(/\/#.*/, '/api-reference'));
  await expect(page.getByRole('heading', { name: /REST API/ })).toBeVisible();
  const entry = page.locator('details').filter({ hasText: '/api/v1/rules/{ruleId}/pause' });
  await expect(entry.getByText('"minLength"')).toBeHidden();
  await entry.locator('summary').press('Enter');
  await expect(entry.getByText('"minLength"')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});
