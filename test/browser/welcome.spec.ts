// The first run: three choices, and the walk through a run of the demo.
import { expect, test } from './fixture.ts';

test('with no rules, one is asked what to begin with', async ({ page, open }) => {
  await open('/');
  await expect(page.getByRole('heading', { name: 'Welcome to Wherry' })).toBeVisible();
  await page.getByRole('link', { name: 'Import a file' }).click();
  await expect(page.getByRole('dialog', { name: 'Import an INI file' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Make a rule' }).click();
  await expect(page.getByRole('heading', { name: 'New rule', level: 1 })).toBeVisible();
});

test('the demo walks through a run, a failure and a retry, and leaves no rule behind', async ({ page, open }) => {
  await open('/welcome');
  await page.getByRole('button', { name: 'Start the demo' }).click();
  await expect(page.getByRole('heading', { name: 'A rule', level: 2 })).toBeVisible();
  await expect(page.getByText(/grep -n REJECTED|findstr/)).toBeVisible();
  const next = page.getByRole('button', { name: 'Next' });

  await next.click();
  await expect(page.getByText(/files? (is|are) due|nothing is due at the moment/)).toBeVisible();
  await next.click();
  await page.getByRole('button', { name: 'Run now' }).last().click();
  await expect(page.getByText(/Some failed|Nothing to do/)).toBeVisible({ timeout: 30_000 });
  await next.click();
  await expect(page.getByText('returns.csv')).toBeVisible();
  await next.click();
  await expect(page.getByText('Found at the source')).toBeVisible();
  await expect(page.getByText(/exit code 3/).first()).toBeVisible();
  await next.click();
  await page.getByRole('button', { name: 'Mark done' }).click();
  await expect(page.getByText('Success', { exact: true })).toBeVisible();
  await next.click();
  await page.getByRole('button', { name: 'Stop the demo and remove its rule' }).click();
  await expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible();
});
