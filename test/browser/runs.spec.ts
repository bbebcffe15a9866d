import { expect, expectAccessible, expectLooks, test } from './fixture.ts';

test('a run is there from its begin, and says how it ended', async ({ page, open, wherry }) => {
  await open('/runs');
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
  const { ruleId } = await wherry.call('demo.start', {});
  await wherry.call('rule.run', { ruleId });
  const row = page.getByRole('row', { name: /Some failed/ });
  await expect(row).toContainText('Demo');
  await row.click();
  await expect(page.getByRole('dialog')).toContainText('some of its files failed');
});

test.describe('with runs of a day', () => {
  test.use({ seed: 'busy' });

  test('a failed run tells its error and what to do', async ({ page, open }) => {
    await open('/runs');
    await page.getByRole('row', { name: /login refused/ }).click();
    const panel = page.getByRole('dialog');
    await expect(panel.getByRole('alert')).toContainText('login refused by sftp.example.com for user northern');
    await expect(panel.getByRole('alert')).toContainText('Test connection');
  });

  test('the table is accessible and looks as it should', { tag: '@whole' }, async ({ page, open }) => {
    test.slow();
    await open('/runs');
    await expect(page.getByRole('row', { name: /Running/ })).toContainText('orders 2026-11-24.csv: Downloading');
    await expectAccessible(page);
    await expectLooks(page, 'runs-busy');
  });
});

test('where nothing has run yet, it says so', { tag: '@whole' }, async ({ page, open }) => {
  test.slow();
  await open('/runs');
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
  await expectAccessible(page);
  await expectLooks(page, 'runs-empty');
});
