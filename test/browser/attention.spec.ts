import { expect, expectAccessible, expectLooks, test } from './fixture.ts';

test.describe('with files that failed', () => {
  test.use({ seed: 'busy' });

  test('each group says what to do next, the unknown end first', { tag: '@whole' }, async ({ page, open }) => {
    test.slow();
    await open('/attention');
    const groups = page.getByRole('article');
    await expect(groups.first()).toContainText('Interrupted in import');
    await expect(groups.first()).toContainText('nobody knows whether it finished');
    await expect(page.getByRole('article', { name: 'Set aside after failing at check' })).toContainText(
      'price list.csv',
    );
    await expect(page.getByRole('article', { name: 'Failed at check' })).toContainText('3 files');
    await expect(page.getByText('Its commands wait for your approval')).toBeVisible();
    await expectAccessible(page);
    await expectLooks(page, 'attention-busy');
  });

  test('a whole group is tried again at once', async ({ page, open, wherry }) => {
    await open('/attention');
    const group = page.getByRole('article', { name: 'Failed at check' });
    await group.getByRole('button', { name: 'Retry all' }).click();
    await expect(page.getByText('3 files will be tried again')).toBeVisible();
    await expect(group).toBeHidden();
    expect((await wherry.call('file.counts', {})).failed).toBe(0);
  });

  test('running an interrupted command again is asked before', { tag: '@whole' }, async ({ page, open }) => {
    await open('/attention');
    await page
      .getByRole('article', { name: 'Interrupted in import' })
      .getByRole('button', { name: /^Retry/ })
      .click();
    await expect(page.getByRole('dialog')).toContainText('may have done its work already');
    await page.getByRole('button', { name: 'Run again' }).click();
    await expect(page.getByRole('article', { name: 'Interrupted in import' })).toBeHidden();
  });

  test('a file of a group opens its timeline', { tag: '@whole' }, async ({ page, open }) => {
    await open('/attention');
    await page.getByText('price list.csv').click();
    await expect(page.getByRole('dialog')).toContainText('It failed 1 time');
  });
});

test('where nothing waits, it says so', { tag: '@whole' }, async ({ page, open }) => {
  test.slow();
  await open('/attention');
  await expect(page.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible();
  await expectAccessible(page);
  await expectLooks(page, 'attention-empty');
});
