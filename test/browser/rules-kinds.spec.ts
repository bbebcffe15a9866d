// Rules of the other kinds of sources: from nothing to a run, and how their parts of the editor look.
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect, expectAccessible, expectLooks, test } from './fixture.ts';

async function chooseKind(page: Page, kind: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: kind, exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Kind' })).toHaveValue(kind);
}

test('a rule for a folder of this computer is made, tested, saved and run, and the files say how they ended', async ({
  page,
  open,
  dataDir,
}) => {
  const inbox = join(dirname(dataDir), 'inbox');
  await mkdir(join(inbox, 'done'), { recursive: true });
  await writeFile(join(inbox, 'orders.csv'), 'a,b\n1,2\n');
  await writeFile(join(inbox, 'notes.txt'), 'not wanted');
  for (const name of ['orders.csv', 'notes.txt']) await utimes(join(inbox, name), 1_700_000_000, 1_700_000_000);

  await open('/rules/new');
  await chooseKind(page, 'Folder');
  await page.getByLabel('Name').first().fill('Orders of the inbox');
  await page.getByLabel('Folder', { exact: true }).fill(inbox);
  await page.getByLabel('Names').fill('*.csv');
  await page.getByRole('button', { name: 'Show what matches' }).click();
  await expect(page.getByText('1 file matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(`${inbox}: 1 file matches`)).toBeVisible();
  await page.getByLabel('Target folder').fill(join(dirname(dataDir), 'files'));
  await page.getByRole('combobox', { name: 'In the source afterwards' }).click();
  await page.getByRole('option', { name: 'Move it to another folder there' }).click();
  await expect(page.getByLabel('Folder for files that are done')).toHaveValue('done');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();

  await page.getByRole('link', { name: 'Files', exact: true }).click();
  await expect(page.getByRole('row', { name: /Success orders\.csv/ })).toBeVisible();
  await expect(page.getByText('notes.txt')).toBeHidden();
  await page.getByRole('link', { name: 'Rules' }).click();
  await expect(page.getByText(/^Folder/)).toBeVisible();
});

test('the parts of each kind are accessible and look as they should', { tag: '@whole' }, async ({ page, open }) => {
  test.slow();
  await open('/rules/new');
  for (const [kind, name] of [
    ['SFTP folder', 'sftp'],
    ['S3 bucket', 's3'],
    ['Folder', 'folder'],
  ] as const) {
    await chooseKind(page, kind);
    await expect(page.getByText(/Not saved yet/)).toBeVisible();
    await expectAccessible(page);
    await expectLooks(page, `rule-editor-${name}`);
  }
  // The one that it begins with is below this account's home.
  await page.getByLabel('Target folder').fill('/srv/wherry');
  await page.getByRole('navigation', { name: 'Parts of the rule' }).getByRole('button', { name: 'Filter' }).click();
  await expectLooks(page, 'rule-editor-folder-filter');
});
