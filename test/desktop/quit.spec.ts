// Leaving: nothing that is under way is cut off unless a person says so.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { call, expect, firstPage, type Platform, test } from './platform.ts';
import type { TrayHand } from './tray.ts';

/** Its command has begun, and waits. */
async function runSlowFile(window: Page, platform: Platform, tray: TrayHand): Promise<void> {
  await platform.importRule(window);
  platform.add('orders.csv', 'slow');
  await tray.click('Run now');
  await expect.poll(platform.hasBegun, { timeout: 30_000 }).toBe(true);
}

function ended(app: ElectronApplication): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  app.process().once('exit', (code) => resolve(code));
  return promise;
}

function attributes({ instance }: Platform): unknown {
  return instance.records()[0]?.['attributes'];
}

test('with nothing under way it quits at once, without a question', async ({ window, app, tray }) => {
  await expect(window).toHaveTitle(/Wherry/);
  const end = ended(app);
  await tray.click('Quit Wherry');
  expect(await end).toBe(0);
});

test('Cancel: everything goes on', { tag: '@whole' }, async ({ window, tray, desktop, platform }) => {
  await runSlowFile(window, platform, tray);
  await desktop.answer('showMessageBox', { response: 2 });
  await tray.click('Quit Wherry');
  await expect.poll(async () => (await desktop.dialogs()).length).toBe(1);
  expect((await desktop.dialogs())[0]!.options).toMatchObject({
    message: 'orders.csv is still being processed',
    buttons: ['Finish first', 'Quit now', 'Cancel'],
    cancelId: 2,
  });
  await platform.letGo();
  await expect.poll(() => attributes(platform)).toMatchObject({ client_status: 'SUCCESS' });
  await expect.poll(tray.toolTip).toMatch(/^Wherry: idle/);
});

test('Finish first: it says what it waits for, and quits when that is reported', async ({
  window,
  app,
  tray,
  desktop,
  platform,
}) => {
  await runSlowFile(window, platform, tray);
  const end = ended(app);
  await desktop.answer('showMessageBox', { response: 0 });
  await tray.click('Quit Wherry');
  await expect.poll(tray.toolTip).toBe('Wherry: quitting when orders.csv is done');
  await expect(window.getByText('Wherry is quitting.')).toBeVisible();
  await expect(window.getByText('It waits for orders.csv.')).toBeVisible();
  expect(attributes(platform)).toMatchObject({ client_status: 'STARTED' });
  await platform.letGo();
  expect(await end).toBe(0);
  expect(attributes(platform)).toMatchObject({ client_status: 'SUCCESS' });
});

test('Quit now: the command is ended, and the file waits for a person at the next start', async ({
  window,
  app,
  tray,
  desktop,
  platform,
  launch,
}) => {
  await runSlowFile(window, platform, tray);
  const end = ended(app);
  await desktop.answer('showMessageBox', { response: 1 });
  await tray.click('Quit Wherry');
  expect(await end).toBe(0);
  const next = await firstPage(await launch());
  await expect(next).toHaveTitle(/Wherry/);
  const { files } = await call(next, 'file.list', { states: null, limit: 10, offset: 0 });
  expect(files).toMatchObject([{ name: 'orders.csv', state: 'interrupted' }]);
  expect(attributes(platform)).toMatchObject({ client_status: 'FAILED' });
});

test(
  'while it waits, quitting again offers to quit now',
  { tag: '@whole' },
  async ({ window, app, tray, desktop, platform }) => {
    await runSlowFile(window, platform, tray);
    const end = ended(app);
    await desktop.answer('showMessageBox', { response: 0 });
    await tray.click('Quit Wherry');
    await expect.poll(tray.labels).toEqual(['Quitting when orders.csv is done', 'Open Wherry', 'Quit now …']);
    await desktop.answer('showMessageBox', { response: 1 });
    await tray.click('Quit now …');
    expect(await end).toBe(0);
  },
);

test(
  'SIGTERM asks nobody: a command that goes on for longer than its grace time is ended, and listed',
  { tag: '@whole' },
  async ({ window, app, tray, platform, launch }) => {
    test.skip(process.platform === 'win32', 'there are no signals');
    await runSlowFile(window, platform, tray);
    const end = ended(app);
    app.process().kill('SIGTERM');
    expect(await end).toBe(0);
    const next = await firstPage(await launch());
    const { files } = await call(next, 'file.list', { states: ['interrupted'], limit: 10, offset: 0 });
    expect(files).toMatchObject([{ name: 'orders.csv' }]);
  },
);

test(
  'SIGTERM: the command gets its grace time, and its end is reported',
  { tag: '@whole' },
  async ({ window, app, tray, platform, dataDir }) => {
    test.skip(process.platform === 'win32', 'there are no signals');
    await runSlowFile(window, platform, tray);
    const end = ended(app);
    app.process().kill('SIGTERM');
    await platform.letGo();
    expect(await end).toBe(0);
    const log = readFileSync(join(dataDir, 'logs/wherry.log'), 'utf8');
    expect(attributes(platform), log).toMatchObject({ client_status: 'SUCCESS' });
  },
);

test(
  'when the machine goes down, it ends as after SIGTERM',
  { tag: '@whole' },
  async ({ window, app, tray, desktop, platform }) => {
    await runSlowFile(window, platform, tray);
    const end = ended(app);
    await desktop.power('shutdown');
    await platform.letGo();
    expect(await end).toBe(0);
    expect(attributes(platform)).toMatchObject({ client_status: 'SUCCESS' });
  },
);

test('after a kill in the middle of a command, the next start opens on Attention, with the file', async ({
  window,
  app,
  tray,
  platform,
  launch,
}) => {
  await runSlowFile(window, platform, tray);
  const end = ended(app);
  app.process().kill('SIGKILL');
  await end;
  const next = await firstPage(await launch());
  await expect(next).toHaveURL(/#\/attention$/);
  const { files } = await call(next, 'file.list', { states: ['interrupted'], limit: 10, offset: 0 });
  expect(files).toMatchObject([{ name: 'orders.csv' }]);
  await platform.letGo();
});
