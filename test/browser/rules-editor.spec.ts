// The editor of a rule, against a real instance.
import { demoFile } from '#demo/file.ts';
import { startDemoInstance } from '#demo/instance.ts';
import type { Page } from 'playwright/test';
import { expect, test } from './fixture.ts';
import { giveIni, iniText, writeCode } from './rules-kit.ts';

test('$and in a filter is found in its place, merged by one click, and what matches is shown', async ({
  page,
  open,
  dataDir,
}) => {
  await using instance = await startInstance();
  await open('/rules');
  await openEditor(page, iniText({ instance, target: `${dataDir}/files` }));
  await writeCode(
    page,
    'Filter',
    '{\n  "$and": [{ "fileName": "monday.csv" }, { "attributes.client_status": { "$exists": false } }]\n}',
  );
  const findings = page.getByRole('list', { name: 'Findings' });
  await expect(findings.getByText('2:3')).toBeVisible();
  await expect(findings.getByText(/\$and/)).toBeVisible();
  await page.getByRole('button', { name: 'Merge $and' }).click();
  await expect(findings).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Filter', exact: true })).not.toContainText('$and');

  await page.getByRole('button', { name: 'Show what matches' }).click();
  await expect(page.getByText('1 file matches.')).toBeVisible();
  await writeCode(page, 'Filter', '{ "attributes.client_status": { "$exists": false } }');
  await expect(page.getByText('2 files match.')).toBeVisible();
});

test(
  'a wrong password shows the real error; the right one is accepted, and the server can be trusted',
  { tag: '@whole' },
  async ({ page, open, dataDir }) => {
    await using instance = await startInstance();
    const ini = iniText({ instance, target: `${dataDir}/files`, sftpPassword: 'wrong' });
    await open('/rules');
    await openEditor(page, ini);
    await page.getByRole('button', { name: 'Test connection' }).click();
    const lines = page.getByRole('list', { name: 'Results of the test' }).first();
    const login = lines.getByRole('listitem').filter({ hasText: 'SFTP login' });
    await expect(login.getByRole('img', { name: 'Failed' })).toBeVisible();
    await expect(login).toContainText(instance.sftp.username);

    await page.getByRole('button', { name: 'Replace SFTP password' }).click();
    await page.getByLabel('SFTP password').fill(instance.sftp.password);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(login).toContainText('accepted');
    await page.getByRole('button', { name: 'Trust this server' }).click();
    await expect(page.getByLabel('Host key')).toHaveValue(instance.sftp.fingerprint);

    await page.keyboard.press('ControlOrMeta+S');
    await expect(page.getByText('orders is saved')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Host key')).toHaveValue(instance.sftp.fingerprint);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  },
);

test('a command is shown as it would run on a real file, and its dangers are told', async ({ page, open, dataDir }) => {
  await using instance = await startInstance();
  await open('/rules');
  await openEditor(page, iniText({ instance, target: `${dataDir}/files` }));
  await page.getByRole('button', { name: 'Try on a real file' }).click();
  await expect(page.getByText(/^wc -l .*monday\.csv/)).toBeVisible();
  await writeCode(page, 'Template of command_1', 'head {{ filePath }} {{ unheard }}');
  await expect(page.getByRole('list', { name: 'Findings' }).getByText(/unheard/)).toBeVisible();
  await page.getByRole('switch', { name: 'Exact legacy' }).press('Space');
  await expect(page.getByText('whoever can name a file can run a command here')).toBeVisible();

  await page.getByRole('button', { name: 'Add a command' }).click();
  await writeCode(page, 'Template of command_2', 'echo {{ fileName }}');
  await page.getByRole('button', { name: 'Move command_2 up' }).click();
  await expect(page.getByRole('heading', { name: 'Command 1 of 2' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true }).nth(1)).toHaveValue('command_2');
});

test(
  'a new rule is not saved before what is missing is there; the parts say where',
  { tag: '@whole' },
  async ({ page, open }) => {
    await open('/rules/new');
    await expect(page.getByText(/Not saved yet · \d+ errors/)).toBeVisible();
    await expect(page.getByText('SFTP server is missing.')).toBeHidden();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(/Not saved: \d+ errors/)).toBeVisible();
    await expect(page.getByText('SFTP server is missing.')).toBeVisible();
    const parts = page.getByRole('navigation', { name: 'Parts of the rule' });
    await expect(parts.getByRole('button', { name: /Source \d errors/ })).toBeVisible();
  },
);

test(
  'what is not saved is not lost by a click: leaving asks, discarding asks',
  { tag: '@whole' },
  async ({ page, open, dataDir }) => {
    await using instance = await startInstance();
    await open('/rules');
    await openEditor(page, iniText({ instance, target: `${dataDir}/files` }));
    await page.getByLabel('Name').first().fill('Orders of the north');
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByLabel('Name').first()).toHaveValue('Orders of the north');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expect(page.getByLabel('Name').first()).toHaveValue('orders');
    await page.getByRole('link', { name: 'Runs' }).click();
    await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  },
);

test(
  'the schedule shows its next three times, and what is wrong with an expression',
  { tag: '@whole' },
  async ({ page, open }) => {
    await open('/rules/new');
    await page.getByRole('combobox', { name: 'Runs', exact: true }).click();
    await page.getByRole('option', { name: 'By a cron expression' }).click();
    const next = page.locator('#part-schedule').getByRole('list');
    await expect(next.getByRole('listitem')).toHaveCount(3);
    await page.getByLabel('Expression').fill('61 * * * *');
    await expect(next.getByRole('listitem')).toHaveCount(0);
    await expect(
      page.locator('#part-schedule').getByText(/^The expression cannot be read: Invalid value for minute: 61/),
    ).toBeVisible();
  },
);

async function openEditor(page: Page, ini: string): Promise<void> {
  await giveIni(page, 'orders.ini', ini);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Approve and switch on' }).click();
  await page.getByRole('link', { name: 'orders' }).click();
  await expect(page.getByRole('heading', { name: 'Source', level: 2 })).toBeVisible();
}

async function startInstance() {
  const instance = await startDemoInstance({
    files: [demoFile('monday.csv', 'order,1\n'), demoFile('tuesday.csv', 'order,2\n')],
  });
  return Object.assign(instance, { [Symbol.asyncDispose]: () => instance.stop() });
}
