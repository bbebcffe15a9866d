// The pages of rules as they look, for those who see them and for those who don't.
import { Buffer } from 'node:buffer';
import type { Page } from 'playwright/test';
import { expect, expectAccessible, expectLooks, test } from './fixture.ts';
import { giveIni } from './rules-kit.ts';
import type { Served } from './served.ts';

const LONG = 'Bestandsabgleichsübertragung der Niederlassungen Süddeutschland';

test('the list of rules', { tag: '@whole' }, async ({ page, open, wherry }) => {
  await importRules(wherry);
  await open('/rules');
  await expect(page.getByText(`“${LONG}” waits for your approval`)).toBeVisible();
  await expectAccessible(page);
  await expectLooks(page, 'rules-list');
});

test('the editor of a rule', { tag: '@whole' }, async ({ page, open, wherry }) => {
  test.slow();
  const ruleId = await importRules(wherry);
  await open(`/rules/${ruleId}`);
  await expect(page.getByRole('textbox', { name: 'Template of command_2' })).toBeVisible();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await expectAccessible(page);
  await expectLooks(page, 'rule-editor');
  await goToPart(page, 'Filter');
  await expectLooks(page, 'rule-editor-filter');
  await goToPart(page, 'Commands');
  await expectLooks(page, 'rule-editor-commands');
});

test('an import with warnings and changes', { tag: '@whole' }, async ({ page, open, wherry }) => {
  await importRules(wherry);
  await open('/rules');
  await giveIni(
    page,
    'orders.ini',
    ini('orders').replace('limit = 25', 'limt = 30').replace('--mode full', '--mode delta'),
  );
  await expect(page.getByRole('button', { name: 'Replace the rule' })).toBeVisible();
  await expectAccessible(page);
  await expectLooks(page, 'rule-import');
});

test('the first choices', { tag: '@whole' }, async ({ page, open }) => {
  await open('/welcome');
  await expectAccessible(page);
  await expectLooks(page, 'welcome');
});

test('all of the editor can be reached by keys: the parts, the fields, in and out of a code editor', async ({
  page,
  open,
  wherry,
}) => {
  const ruleId = await importRules(wherry);
  await open(`/rules/${ruleId}`);
  const filter = page.getByRole('textbox', { name: 'Filter', exact: true });
  await expect(filter).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Parts of the rule' })
    .getByRole('button', { name: 'Filter' })
    .press('Enter');
  await expect(page.locator('#part-filter')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(filter).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Order' })).toBeFocused();
});

test(
  'a rule is paused and resumed by its menu, and removed only after a question that names it',
  { tag: '@whole' },
  async ({ page, open, wherry }) => {
    await importRules(wherry);
    await open('/rules');
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'orders' }) });
    const menu = row.getByRole('button', { name: 'More for orders' });
    await row.getByRole('switch').press('Space');
    await menu.click();
    await page.getByRole('menuitem', { name: 'Pause until resumed' }).click();
    await expect(row.getByText('Paused until resumed')).toBeVisible();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Resume' }).click();
    await expect(row.getByText(/Next run/)).toBeVisible();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await expect(page.getByRole('dialog', { name: 'Remove the rule “orders”?' })).toBeVisible();
    await page.getByRole('button', { name: 'Remove rule' }).click();
    await expect(page.getByRole('link', { name: 'orders' })).toHaveCount(0);
  },
);

async function goToPart(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts of the rule' }).getByRole('button', { name: title }).click();
}

/** One that waits for approval, with a long name, and one that is approved and off; the second one's id. */
async function importRules(wherry: Served): Promise<string> {
  const [, orders] = [await importIni(wherry, LONG), await importIni(wherry, 'orders')];
  await wherry.call('rule.enable', { ruleId: orders, isEnabled: false, who: 'a spec' });
  await wherry.call('rule.approve', { ruleId: orders, who: 'a spec' });
  return orders;
}

async function importIni(wherry: Served, name: string): Promise<string> {
  const base64 = Buffer.from(ini(name)).toString('base64');
  const { rule } = await wherry.call('rule.importIni', { path: `${name}.ini`, base64, who: 'a spec' });
  return rule.id;
}

function ini(name: string): string {
  return `[bettrdata]
base_url = https://bettrdata.example.com
api_token = some-token
[sftp]
host = sftp.example.com
username = wherry
remote_password = some-password
[list]
where = { "status.processed.done": true, "attributes.client_status": { "$exists": false } }
sort = { "createDate": 1 }
limit = 25
[processing]
target_source_directory = /srv/wherry/${name === 'orders' ? 'incoming' : 'eingang/bestandsabgleichsübertragung'}
success_dir_name = processed
command_1 = /usr/local/bin/import-orders --file {{ filePath }} --customer {{ customer }} --source bettrdata --mode full
command_2 = echo {{ fileName }} has {{ recordCount }} records
[schedule]
daily_at = 03:00
timezone = Europe/Berlin
`;
}
