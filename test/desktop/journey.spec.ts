// An operator's first day: from the INI file of the old utility to a file that failed, was mended and succeeded.
import { call, expect, test } from './platform.ts';

test('import an INI, look, approve, dry run, run, a failure, its notification, its timeline, retry, success', async ({
  window,
  platform,
  desktop,
  tray,
  notices,
}) => {
  await test.step('import: nothing is kept before it was seen', async () => {
    await desktop.answer('showOpenDialog', { canceled: false, filePaths: [platform.iniFile] });
    await window.getByRole('link', { name: 'Rules', exact: true }).click();
    await window.evaluate(() => {
      location.hash = '#/rules/import';
    });
    await window.getByRole('button', { name: 'Choose a file' }).click();
    const dialog = window.getByRole('dialog');
    await expect(dialog.getByText('wrong number of columns')).toBeVisible();
    expect(await call(window, 'rule.list', {})).toEqual([]);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  });

  await test.step('approve: an imported command runs only after a person has looked at it', async () => {
    expect(await call(window, 'rule.list', {})).toMatchObject([{ name: 'orders', isApproved: false }]);
    await window.getByRole('button', { name: 'Approve and switch on' }).click();
    await expect(window.getByRole('button', { name: 'Run now: orders' })).toBeEnabled();
  });

  await test.step('dry run: the file and its command, nothing is done', async () => {
    await expect.poll(tray.toolTip).toMatch(/^Wherry: idle/);
    platform.add('orders.csv', 'bad');
    await window.getByRole('button', { name: 'More for orders' }).click();
    await window.getByRole('menuitem', { name: 'Dry run' }).click();
    const panel = window.getByRole('dialog', { name: 'Dry run of orders' });
    await expect(panel.getByText('1 file would be processed')).toBeVisible();
    await expect(panel.getByText('orders.csv').first()).toBeVisible();
    expect(platform.instance.records()[0]?.['attributes']).not.toHaveProperty('client_status');
    await panel.getByRole('button', { name: 'Run now' }).click();
  });

  await test.step('a failure: a notification, and a click opens the timeline of the file', async () => {
    await expect.poll(async () => (await notices.all()).at(-1)?.title).toContain('orders.csv');
    await desktop.closeWindow();
    await notices.click((await notices.all()).findLast(({ title }) => title.includes('orders.csv'))!.title);
    await expect.poll(desktop.isWindowVisible).toBe(true);
    const panel = window.getByRole('dialog', { name: 'orders.csv' });
    await expect(panel.getByText('wrong number of columns').first()).toBeVisible();
    await expect(panel.getByText('exit code 3').first()).toBeVisible();
    await expect.poll(tray.labels).toContain('Attention (1)');
  });

  await test.step('retry: it is processed again, and succeeds', async () => {
    await platform.letGo();
    const panel = window.getByRole('dialog', { name: 'orders.csv' });
    await panel.getByRole('button', { name: 'Retry' }).click();
    await tray.click('Run now');
    await expect.poll(() => platform.instance.records()[0]?.['attributes']).toMatchObject({ client_status: 'SUCCESS' });
    await expect(panel.getByRole('button', { name: 'Process again' })).toBeVisible();
    await expect.poll(tray.labels).toContain('Nothing needs you');
  });
});
