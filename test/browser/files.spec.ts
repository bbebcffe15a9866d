import { expect, expectAccessible, expectLooks, test } from './fixture.ts';

test.describe('with the demo instance', () => {
  test('b71: files come in by themselves, and say how they ended', async ({ page, open, wherry }) => {
    await open('/files');
    await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
    const { ruleId } = await wherry.call('demo.start', {});
    await wherry.call('rule.run', { ruleId });
    await expect(page.getByRole('row', { name: /stock\.csv/ })).toContainText('Success');
    await expect(page.getByRole('row', { name: /returns\.csv/ })).toContainText('Failed');
    await expect(page.getByRole('row', { name: /all customers\.csv/ })).toContainText('Skipped');
    await expect(page.getByRole('button', { name: 'Success 5' })).toBeVisible();
  });

  test('a failed file tells its command, exit code and output, and can be tried again', async ({
    page,
    open,
    wherry,
  }) => {
    const { ruleId } = await wherry.call('demo.start', {});
    await wherry.call('rule.run', { ruleId });
    await open('/files?search=returns');
    await page.getByText('returns.csv').click();
    const panel = page.getByRole('dialog');
    await expect(panel.getByText('It failed at command_1.')).toBeVisible();
    await expect(panel.getByText('Exit code 3', { exact: true })).toBeVisible();
    await expect(panel.getByLabel('Error output', { exact: true })).toContainText('a row was rejected');
    await expect(panel.getByText('size and MD5 verified')).toBeVisible();
    await panel.getByRole('button', { name: 'Retry' }).click();
    await expect(page.getByText('will be tried again')).toBeVisible();
    await expect(panel.getByText('Put back for another try, from command_1')).toBeVisible();
    await wherry.call('rule.run', { ruleId });
    await expect(panel.getByText('Exit code 3', { exact: true })).toHaveCount(2);
    await expect(panel.getByRole('log')).toContainText('a row was rejected');
  });
});

test.describe('with files in every state', () => {
  test.use({ seed: 'busy' });

  test('the table, its timeline and the way back need no mouse', async ({ page, open }) => {
    await open('/files?state=failed');
    const table = page.getByRole('grid', { name: /^Files/ });
    await table.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog');
    await expect(panel).toContainText('returns week 47.csv');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(table).toBeFocused();
  });

  test(
    'chips and search leave only what they ask for, and can be cleared',
    { tag: '@whole' },
    async ({ page, open }) => {
      await open('/files');
      await page.getByRole('button', { name: 'Failed 3' }).click();
      await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '4');
      await page.keyboard.press('/');
      await page.keyboard.type('nothing like this');
      await expect(page.getByRole('heading', { name: 'No file matches' })).toBeVisible();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await expect(page.getByRole('row', { name: /orders 2026-11-25/ })).toContainText('Queued');
    },
  );

  test('a click on a header sorts, a second one the other way round', { tag: '@whole' }, async ({ page, open }) => {
    await open('/files');
    const header = page.getByRole('columnheader', { name: 'Size' });
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await expect(page.getByRole('row').nth(1)).toContainText('all customers.csv');
    await header.getByRole('button').click();
    await expect(page.getByRole('row').nth(1)).toContainText('orders 2026-11-24.csv');
  });

  test(
    'several files are chosen by keyboard and skipped together, and put back',
    { tag: '@whole' },
    async ({ page, open }) => {
      await open('/files?state=failed');
      await page.getByRole('grid').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      await expect(page.getByText('3 files selected')).toBeVisible();
      await page.getByRole('toolbar').getByRole('button', { name: 'Skip' }).click();
      await expect(page.getByText('3 files skipped')).toBeVisible();
      await page.getByRole('button', { name: 'Put back' }).click();
      await expect(page.getByText('3 files will be tried again')).toBeVisible();
    },
  );

  test(
    'what reports success without running anything is asked before',
    { tag: '@whole' },
    async ({ page, open, wherry }) => {
      await open('/files?state=interrupted');
      await page.getByText('stock of all warehouses.csv').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Mark done' }).click();
      const question = page.getByRole('dialog', { name: 'Mark “stock of all warehouses.csv” as done?' });
      await expect(question).toContainText('Nothing is run');
      await question.getByRole('button', { name: 'Cancel' }).click();
      expect((await wherry.call('file.counts', {})).interrupted).toBe(1);
      await page.getByText('stock of all warehouses.csv').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Mark done' }).click();
      await question.getByRole('button', { name: 'Mark done' }).click();
      await expect.poll(async () => (await wherry.call('file.counts', {})).interrupted).toBe(0);
    },
  );

  test(
    'the table and the timeline are accessible and look as they should',
    { tag: '@whole' },
    async ({ page, open }) => {
      test.slow();
      await open('/files');
      await expect(page.getByRole('row', { name: /price list/ })).toContainText('Quarantined');
      await expectAccessible(page);
      await expectLooks(page, 'files-busy');
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByText('returns week 46.csv').click();
      await expect(page.getByText('Nothing has been written about this file.')).toBeAttached();
      await expectAccessible(page);
      await expectLooks(page, 'timeline');
    },
  );
});

test('without rules the table says how to begin', { tag: '@whole' }, async ({ page, open }) => {
  test.slow();
  await open('/files');
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Import default.ini' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New rule' })).toBeVisible();
  await expectAccessible(page);
  await expectLooks(page, 'files-empty');
});
