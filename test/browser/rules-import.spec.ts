// From an INI file to a rule that runs.
import { demoFile } from '#demo/file.ts';
import { startDemoInstance } from '#demo/instance.ts';
import { expect, test } from './fixture.ts';
import { dropFile, giveIni, iniText } from './rules-kit.ts';

test('an INI file becomes a rule: warnings, commands in full, approval, dry run, run', async ({
  page,
  open,
  dataDir,
}) => {
  await using instance = await startInstance();
  await open('/rules');
  const ini = iniText({
    instance,
    target: `${dataDir}/files`,
    command: 'grep -c order {{ filePath }}',
    list: 'limt = 3',
  });
  await giveIni(page, 'orders.ini', ini);

  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/limt.*did you mean limit/)).toBeVisible();
  await expect(dialog.getByText('grep -c order {{ filePath }}')).toBeVisible();
  await expect(dialog.getByText('API token, SFTP password: stored apart')).toBeVisible();
  await expect(dialog).not.toContainText(instance.apiToken);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();

  await expect(dialog.getByText('with your rights')).toBeVisible();
  await dialog.getByRole('button', { name: 'Approve and switch on' }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('listitem').filter({ hasText: 'orders' });
  await expect(row.getByText('Imported from orders.ini')).toBeVisible();
  await expect(row.getByText('Has not run yet')).toBeVisible();

  await row.getByRole('button', { name: 'More for orders' }).click();
  await page.getByRole('menuitem', { name: 'Dry run' }).click();
  const preview = page.getByRole('dialog', { name: 'Dry run of orders' });
  await expect(preview.getByText('2 files would be processed')).toBeVisible();
  await expect(preview.getByText(/grep -c order .*monday\.csv/)).toBeVisible();
  expect(instance.requests().every(({ method }) => method === 'GET')).toBe(true);
  await preview.getByRole('button', { name: 'Run now' }).click();
  await expect(row.getByText('2 done')).toBeVisible();
  await expect(row.getByText('Succeeded')).toBeVisible();
});

test(
  'a pending rule runs nothing, says so in the list and in the editor, and can be left off',
  { tag: '@whole' },
  async ({ page, open, dataDir }) => {
    await using instance = await startInstance();
    await open('/rules');
    await giveIni(page, 'orders.ini', iniText({ instance, target: `${dataDir}/files` }));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Leave it off' }).click();
    await expect(page.getByText('“orders” waits for your approval')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run now: orders' })).toHaveCount(0);

    await page.getByRole('link', { name: 'orders' }).click();
    await expect(page.getByText('This rule waits for approval')).toBeVisible();
    await page.getByRole('button', { name: 'Look at its commands' }).click();
    await page.getByRole('button', { name: 'Approve and switch on' }).click();
    await expect(page.getByText('This rule waits for approval')).toBeHidden();
    await expect(page.getByRole('switch', { name: 'On' })).toBeChecked();
  },
);

test(
  'a file that is dropped on the page shows what it would change in the rule that is there',
  { tag: '@whole' },
  async ({ page, open, dataDir }) => {
    await using instance = await startInstance();
    await open('/rules');
    const target = `${dataDir}/files`;
    await giveIni(page, 'orders.ini', iniText({ instance, target }));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Approve and switch on' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();

    await dropFile(page, 'orders.ini', iniText({ instance, target, command: 'rm -rf {{ filePath }}' }));
    const change = page.getByRole('row').filter({ hasText: 'Commands › 1 › template' });
    await expect(change.getByText('wc -l {{ filePath }}')).toBeVisible();
    await expect(change.getByText('rm -rf {{ filePath }}')).toBeVisible();
    await page.getByRole('button', { name: 'Replace the rule' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText('“orders” waits for your approval')).toBeVisible();
  },
);

test(
  'a wrong file says which line is wrong and what to write, and another can be chosen',
  { tag: '@whole' },
  async ({ page, open }) => {
    await open('/rules');
    await giveIni(page, 'default.ini', '[list]\nwhere = { "a": 1 \n');
    await expect(page.getByRole('alert')).toContainText('This file cannot be imported');
    await expect(page.getByRole('alert')).toContainText(/line \d+/);
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await expect(page.getByText('Nothing is kept before you have seen')).toBeVisible();
  },
);

async function startInstance() {
  const instance = await startDemoInstance({
    files: [demoFile('monday.csv', 'order,1\n'), demoFile('tuesday.csv', 'order,2\norder,3\n')],
  });
  return Object.assign(instance, { [Symbol.asyncDispose]: () => instance.stop() });
}
