// The window and the tray: what closing, starting again and starting at login do.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, expect, firstPage, test } from './platform.ts';

test('the app shows its window, sandboxed, with the two functions of the bridge and nothing of Node', async ({
  window,
  desktop,
}) => {
  await expect.poll(desktop.isWindowVisible).toBe(true);
  const found = await window.evaluate(() => ({
    bridge: Object.keys((globalThis as unknown as { wherry: object }).wherry).toSorted(),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
  }));
  expect(found).toEqual({ bridge: ['call', 'subscribe'], node: [] });
  expect(await call(window, 'app.info', {})).toMatchObject({ kind: 'desktop', isAttached: false });
});

test(
  'closing the window keeps the app in the tray, and says so the first time only',
  { tag: '@whole' },
  async ({ window, tray, desktop, notices }) => {
    await expect.poll(desktop.isWindowVisible).toBe(true);
    await desktop.closeWindow();
    expect(await desktop.isWindowVisible()).toBe(false);
    expect((await notices.all()).map(({ title }) => title)).toEqual(['Wherry goes on working']);
    await tray.press();
    await expect.poll(desktop.isWindowVisible).toBe(true);
    await desktop.closeWindow();
    expect(await notices.all()).toHaveLength(1);
    await tray.click('Open Wherry');
    await expect.poll(desktop.isWindowVisible).toBe(true);
    expect(await window.title()).toContain('Wherry');
  },
);

test('a second start shows the window of the first and ends', async ({ window, desktop }) => {
  await expect(window).toHaveTitle(/Wherry/);
  await desktop.closeWindow();
  const second = await desktop.secondStart();
  expect(second.code, second.output).toBe(0);
  await expect.poll(desktop.isWindowVisible).toBe(true);
});

test('the tray leads to a page, which keeps what a person has typed', async ({ window, tray }) => {
  await expect(window).toHaveTitle(/Wherry/);
  await window.evaluate(() => Object.assign(globalThis, { typed: 'half a rule' }));
  await tray.click('Settings');
  await expect(window).toHaveURL(/#\/settings$/);
  await tray.click('Nothing needs you');
  await expect(window).toHaveURL(/#\/attention$/);
  await tray.click('Open Wherry');
  expect(await window.evaluate(() => Reflect.get(globalThis, 'typed'))).toBe('half a rule');
  await expect(window).toHaveURL(/#\/attention$/);
});

test('the window comes back where it was', { tag: '@whole' }, async ({ window, app, launch, dataDir }) => {
  await expect(window).toHaveTitle(/Wherry/);
  const bounds = { x: 40, y: 60, width: 1000, height: 700 };
  await app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), bounds);
  await app.close();
  expect(JSON.parse(readFileSync(join(dataDir, 'window.json'), 'utf8'))).toEqual(bounds);
  const next = await launch();
  await firstPage(next);
  const found = await next.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(found).toEqual(bounds);
});

test('a page that has crashed comes back', { tag: '@whole' }, async ({ window, app, desktop }) => {
  await expect(window).toHaveTitle(/Wherry/);
  await expect.poll(desktop.isWindowVisible).toBe(true);
  const next = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }) => {
    const details = { reason: 'crashed', exitCode: 1 } as const;
    BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, details);
  });
  await expect(await next).toHaveTitle(/Wherry/);
  expect(await call(await next, 'rule.list', {})).toEqual([]);
});

test(
  'start at login is a file that the desktop reads, and is gone when it is switched off',
  { tag: '@whole' },
  async ({ window, tray, folder }) => {
    test.skip(process.platform !== 'linux', 'an autostart file is for Linux');
    await expect(window).toHaveTitle(/Wherry/);
    const file = join(folder, 'config/autostart/wherry.desktop');
    await tray.click('Start at login');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain(' --background');
    expect(await call(window, 'settings.get', {})).toMatchObject({ settings: { startsAtLogin: true } });
    await expect
      .poll(async () => (await tray.items()).find(({ label }) => label === 'Start at login')?.checked)
      .toBe(true);
    await tray.click('Start at login');
    await expect.poll(() => existsSync(file)).toBe(false);
  },
);

test.describe('at login', () => {
  test.use({ appArguments: ['--background'] });

  test('no window opens until it is asked for', async ({ app, tray, desktop }) => {
    await expect.poll(tray.toolTip).toBe('Wherry: no rules yet');
    expect(await desktop.isWindowVisible()).toBe(false);
    expect(app.windows()).toHaveLength(0);
    const opened = app.waitForEvent('window');
    await tray.press();
    await expect(await opened).toHaveTitle(/Wherry/);
    await expect.poll(desktop.isWindowVisible).toBe(true);
  });
});
